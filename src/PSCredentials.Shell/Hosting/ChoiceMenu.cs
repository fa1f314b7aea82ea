using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace PSCredentials.Shell.Hosting;

/// <summary>The choices of a question: how they are shown and what an answer means.</summary>
internal sealed class ChoiceMenu
{
    private readonly (string Key, string Label, string Help)[] _choices;
    private readonly int _default;

    public ChoiceMenu(Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _choices = [.. choices.Select(choice => (KeyOf(choice.Label), choice.Label.Replace("&", string.Empty, StringComparison.Ordinal), choice.HelpMessage))];
        _default = defaultChoice;
    }

    public string Line
    {
        get
        {
            string choices = string.Join("  ", _choices.Select(choice => $"[{choice.Key}] {choice.Label}"));
            string preset = _default < 0 ? string.Empty : $" (default is \"{_choices[_default].Key}\")";
            return $"{choices}  [?] Help{preset}: ";
        }
    }

    public string Help => string.Join(Environment.NewLine, _choices.Select(choice => $"{choice.Key} - {choice.Help}"));

    /// <summary>The index of the choice an answer means; <see langword="null"/> if it means none.</summary>
    public int? Find(string answer)
    {
        if (answer.Length == 0)
        {
            return _default < 0 ? null : _default;
        }

        int index = Array.FindIndex(_choices, choice =>
            answer.Equals(choice.Key, StringComparison.CurrentCultureIgnoreCase)
            || answer.Equals(choice.Label, StringComparison.CurrentCultureIgnoreCase));
        return index < 0 ? null : index;
    }

    // The letter behind the ampersand; a label without one is its own key.
    private static string KeyOf(string label)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length ? label[(mark + 1)..(mark + 2)].ToUpperInvariant() : label;
    }
}
