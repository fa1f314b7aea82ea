using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PSCredentials.Server.Endpoints;

/// <summary>
/// Entity tags (RFC 9110, 8.8.3) of records: when one was last changed, and its state, which time changes by itself. Last use, which no client decides on, is in no tag.
/// </summary>
internal static class EntityTags
{
    /// <summary>The tag of a record.</summary>
    /// <param name="modifiedAt">When it was last changed.</param>
    /// <param name="state">Its state.</param>
    /// <returns>A strong tag.</returns>
    public static string Of(DateTimeOffset modifiedAt, CredentialState state) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{modifiedAt.ToUnixTimeMilliseconds():x}-{(int)state}\"");

    /// <summary>Whether a request says that it has what a tag stands for (If-None-Match).</summary>
    /// <param name="request">The request.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>True where the answer can be left out.</returns>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        StringValues header = request.Headers.IfNoneMatch;
        return header.Count > 0
            && EntityTagHeaderValue.TryParseList(header!, out IList<EntityTagHeaderValue>? known)
            && known.Any(one => one.Tag == "*" || one.Tag == tag);
    }

    /// <summary>When a record has to have been changed last for a request to be done (If-Match).</summary>
    /// <param name="request">The request.</param>
    /// <returns>The moment; null where the request does not say.</returns>
    /// <exception cref="CredentialException">The header is malformed, or its tag is of no record of this service.</exception>
    public static DateTimeOffset? Expected(HttpRequest request)
    {
        StringValues header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseList(header!, out IList<EntityTagHeaderValue>? tags) || tags is not [var tag])
        {
            throw CredentialException.Invalid("If-Match", "has to hold one entity tag, as an answer had it, or *.");
        }

        if (tag.Tag == "*")
        {
            return null;
        }

        ReadOnlySpan<char> text = tag.Tag.AsSpan().Trim('"');
        int dash = text.IndexOf('-');
        return !tag.IsWeak && dash > 0 && long.TryParse(text[..dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long moment)
            && moment >= DateTimeOffset.UnixEpoch.ToUnixTimeMilliseconds() && moment <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(moment)
                : throw new CredentialException(CredentialErrors.ModifiedMeanwhile, "The entity tag in If-Match is not that of the record.");
    }
}
