using System.Management.Automation.Language;

namespace PSCredentials.Module.Completion;

/// <summary>Words as they stand on a command line.</summary>
internal static class CompletionWord
{
    /// <summary>What was typed, without the quotes around it.</summary>
    /// <param name="word">The word, perhaps with an opening quote only.</param>
    /// <returns>The text it means.</returns>
    internal static string Bare(string? word)
    {
        string text = word ?? string.Empty;
        if (text.Length > 0 && text[0] is '\'' or '"')
        {
            char quote = text[0];
            text = text[1..];
            text = text.EndsWith(quote) ? text[..^1] : text;
            return quote == '\'' ? text.Replace("''", "'", StringComparison.Ordinal) : text;
        }

        return text;
    }

    /// <summary>A value as it has to be written to mean itself.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value, in single quotes where it needs them.</returns>
    internal static string Quote(string value) =>
        value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && char.IsAsciiLetter(value[0])
            ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
