using System.Management.Automation.Runspaces;

namespace PSCredentials.Shell;

/// <summary>Binds words of the command line to a script's parameters, as <c>pwsh -File</c> does.</summary>
internal static class ScriptArguments
{
    /// <summary>Adds the words to a command.</summary>
    public static void AddTo(Command command, IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word.Length < 2 || word[0] != '-')
            {
                command.Parameters.Add(null, word);
                continue;
            }

            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                // The binder decides whether the next word is this parameter's value: only it knows the switches.
                command.Parameters.Add(new CommandParameter(word));
            }
            else if (colon < word.Length - 1)
            {
                command.Parameters.Add(word[..colon], BooleanOrText(word[(colon + 1)..]));
            }
            else if (i + 1 < words.Count)
            {
                command.Parameters.Add(word[..colon], words[++i]);
            }
        }
    }

    // Text never converts to a switch, so that -Force:$false has to arrive as a Boolean.
    private static object BooleanOrText(string value) =>
        bool.TryParse(value.StartsWith('$') ? value[1..] : value, out bool truth) ? truth : value;
}
