using System.Text;

namespace PSCredentials.Storage;

/// <summary>
/// The wildcard patterns of the interface: <c>*</c>, <c>?</c> and <c>[a-z]</c>, which SQLite's GLOB reads the same way; a back-tick takes the
/// meaning from the character after it.
/// </summary>
internal static class Wildcards
{
    /// <summary>Whether a text is a pattern.</summary>
    public static bool Has(string? text)
    {
        for (int i = 0; i < text?.Length; i++)
        {
            if (text[i] == '`')
            {
                i++;
            }
            else if (text[i] is '*' or '?' or '[')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text that a pattern without wildcards stands for.</summary>
    public static string? Unescape(string? text) => text is null ? null : Translate(text, escaped => escaped.ToString());

    /// <summary>The pattern as GLOB reads it, which has no escape character but takes one in brackets for itself.</summary>
    public static string ToGlob(string pattern) => Translate(pattern, escaped => escaped is '*' or '?' or '[' ? $"[{escaped}]" : escaped.ToString());

    private static string Translate(string text, Func<char, string> escape)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '`' && i + 1 < text.Length)
            {
                result.Append(escape(text[++i]));
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
