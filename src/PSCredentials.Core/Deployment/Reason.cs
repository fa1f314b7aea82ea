using System.Globalization;
using System.Text;

namespace PSCredentials.Deployment;

/// <summary>Words of others, a receiver's or a program's, as a message can show them: one line, short, nothing in it that moves the cursor.</summary>
internal static class Reason
{
    private const int Longest = 200;

    /// <summary>The first line that says something, behind a colon; nothing where there is none.</summary>
    public static string Of(string text)
    {
        string line = Clean(text.Split('\n').Select(part => part.Trim()).FirstOrDefault(part => part.Length != 0) ?? string.Empty);
        return line.Length == 0 ? string.Empty : ": " + line;
    }

    /// <summary>One line without control and format characters.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest)
            {
                return clean.Append('…').ToString();
            }

            bool isInvisible = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            clean.Append(isInvisible ? " " : rune.ToString());
        }

        return clean.ToString().TrimEnd();
    }
}
