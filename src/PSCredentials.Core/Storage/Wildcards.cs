namespace PSCredentials.Storage;

/// <summary>The wildcard patterns of the interface: <c>*</c>, <c>?</c> and <c>[a-z]</c>, which SQLite's GLOB reads the same way.</summary>
internal static class Wildcards
{
    /// <summary>Whether a text is a pattern; a back-tick takes the meaning from the character after it.</summary>
    public static bool Has(string text)
    {
        for (int i = 0; i < text.Length; i++)
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

    /// <summary>Takes the back-ticks out. Names never hold wildcard characters, so an escaped one matches nothing either way.</summary>
    public static string Unescape(string pattern) => pattern.Replace("`", string.Empty, StringComparison.Ordinal);
}
