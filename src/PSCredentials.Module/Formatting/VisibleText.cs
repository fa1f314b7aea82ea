using System.Buffers;
using System.Globalization;
using System.Text;

namespace PSCredentials.Formatting;

/// <summary>
/// Text that a terminal shows and does not obey. Other authorities may hold what ours refuses, and scripts make objects too: control
/// characters would move the cursor, and format characters would turn a name around.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text, with characters that cannot be seen written as PowerShell writes them, such as <c>`u{1B}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text itself where all of it can be seen.</returns>
    internal static string Of(string text)
    {
        StringBuilder? visible = null;
        for (int at = 0; at < text.Length;)
        {
            bool whole = Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length) == OperationStatus.Done;
            if (!whole || IsInvisible(rune))
            {
                visible ??= new StringBuilder(text, 0, at, text.Length + 16);
                visible.Append(CultureInfo.InvariantCulture, $"`u{{{(whole ? rune.Value : text[at]):X}}}");
            }
            else
            {
                visible?.Append(text, at, length);
            }

            at += length;
        }

        return visible?.ToString() ?? text;
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
