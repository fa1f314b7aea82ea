using System.Globalization;

namespace PSCredentials.Vendors.Apinizer;

/// <summary>Moments as the contract writes them: ISO 8601, milliseconds, UTC. Read are whole seconds, other fractions and other offsets as well.</summary>
internal static class Moments
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>Writes a moment.</summary>
    /// <param name="moment">The moment, if there is one.</param>
    /// <returns>The text, or null.</returns>
    public static string? Write(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a moment.</summary>
    /// <param name="field">What it is called.</param>
    /// <param name="text">The text, if there is one.</param>
    /// <returns>The moment, or null.</returns>
    /// <exception cref="CredentialException">It is none.</exception>
    public static DateTimeOffset? Read(string field, string? text) =>
        text is null ? null
        : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment
        : throw CredentialException.Invalid(field, "is not a moment in ISO 8601 with its offset, such as 2024-12-31T23:59:59.000Z.");

    /// <summary>Reads a moment as some versions of an authority write it: without an offset it is one of UTC, a day begins in UTC, and a number counts milliseconds since 1970.</summary>
    /// <param name="text">The text.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryReadLoosely(string text, out DateTimeOffset moment)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)
                || DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
        }

        bool isMoment = milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        moment = isMoment ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isMoment;
    }
}
