using System.Globalization;

namespace PSCredentials.Shell.Hosting;

/// <summary>How many columns of a terminal a text takes: East Asian wide characters two, marks that combine none.</summary>
internal static class CellWidth
{
    /// <summary>The width of a character.</summary>
    /// <param name="character">A UTF-16 unit; the two of a surrogate pair, most of them wide, take one column each.</param>
    /// <returns>0, 1 or 2.</returns>
    internal static int Of(char character) => character switch
    {
        < '\u0300' => 1,
        (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\u303E') or (>= '\u3041' and <= '\u4DBF') or (>= '\u4E00' and <= '\uA4CF')
            or (>= '\uA960' and <= '\uA97F') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F')
            or (>= '\uFF01' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6') => IsMark(character) ? 0 : 2,
        _ => IsMark(character) ? 0 : 1,
    };

    /// <summary>The width of a text without colour sequences.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Columns.</returns>
    internal static int Of(string text)
    {
        int width = 0;
        foreach (char character in text)
        {
            width += Of(character);
        }

        return width;
    }

    private static bool IsMark(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
