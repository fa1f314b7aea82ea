using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace PSCredentials.Module.Completion;

/// <summary>The word under completion: what it means, and the quote that the user opened.</summary>
/// <param name="Text">The text it means.</param>
/// <param name="Quote">The quote that was opened; <c>'\0'</c> for none.</param>
internal readonly record struct CompletionWord(string Text, char Quote)
{
    /// <summary>Reads a word as the engine hands it over: its quotes are straight and closed, and what is between them has lost its escapes.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The word's parts.</returns>
    internal static CompletionWord Read(string? word)
    {
        if (word is not { Length: > 0 } || word[0] is not ('\'' or '"'))
        {
            return new CompletionWord(word ?? string.Empty, '\0');
        }

        string text = word[1..];
        return new CompletionWord(text.EndsWith(word[0]) ? text[..^1] : text, word[0]);
    }

    /// <summary>A wildcard pattern for what begins with the word. Wildcards in the word keep their meaning.</summary>
    internal string Pattern => Text.EndsWith('*') ? Text : Text + "*";

    /// <summary>Whether a value begins with the word, or matches it where it has wildcards.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True where it can be offered.</returns>
    internal bool Fits(string value) =>
        value.StartsWith(Text, StringComparison.OrdinalIgnoreCase)
        || (WildcardPattern.ContainsWildcardCharacters(Text) && WildcardPattern.Get(Pattern, WildcardOptions.IgnoreCase).IsMatch(value));

    /// <summary>A value as it has to be written to mean itself: in the user's quotes, or in single ones where it needs them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isWhole">False where the user goes on to write, so that the quote stays open.</param>
    /// <returns>What to insert.</returns>
    internal string Write(string value, bool isWhole = true)
    {
        char quote = Quote != '\0' ? Quote : IsBare(value) ? '\0' : '\'';
        string end = isWhole && quote != '\0' ? quote.ToString() : string.Empty;
        return quote switch
        {
            '\0' => value,
            '"' => $"\"{EscapeExpandable(value)}{end}",
            _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}{end}",
        };
    }

    // A digit, a dash, an @ or a $ in front would make a number, a parameter, a splat or a variable of it.
    private static bool IsBare(string value) =>
        value.Length > 0
        && char.IsLetter(value[0])
        && value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=');

    // The parser takes curly quotes for straight ones.
    private static string EscapeExpandable(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            if (c is '`' or '$' or '"' or '\u201C' or '\u201D' or '\u201E')
            {
                text.Append('`');
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
