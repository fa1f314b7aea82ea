using System.Buffers;
using System.Net;

namespace PSCredentials.Pki;

/// <summary>What alternative names may look like: mailboxes (RFC 5321, 4.1.2) and absolute URIs (RFC 3986, with the host that RFC 5280, 4.2.1.6 wants).</summary>
internal static class AlternativeNameSyntax
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 5321, 4.5.3.1: 64 octets before the sign, 254 in all; a label of a domain has 63 at most (RFC 1035, 2.3.4).
    private const int MaximumLocalPartLength = 64;
    private const int MaximumLabelLength = 63;

    private static readonly SearchValues<char> s_atom = SearchValues.Create(LettersAndDigits + "!#$%&'*+-/=?^_`{|}~");
    private static readonly SearchValues<char> s_label = SearchValues.Create(LettersAndDigits + "-");
    private static readonly SearchValues<char> s_scheme = SearchValues.Create(LettersAndDigits + "+-.");
    private static readonly SearchValues<char> s_host = SearchValues.Create(LettersAndDigits + "-._~%");
    private static readonly SearchValues<char> s_uri = SearchValues.Create(LettersAndDigits + "-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>The longest mailbox, in characters.</summary>
    public const int MaximumMailboxLength = 254;

    /// <summary>Whether a text is a mailbox: no display name, no comment, no angle brackets.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsMailbox(ReadOnlySpan<char> text)
    {
        int at = text.LastIndexOf('@');
        if (at is <= 0 or > MaximumLocalPartLength || text.Length > MaximumMailboxLength)
        {
            return false;
        }

        ReadOnlySpan<char> local = text[..at];
        return (local[0] == '"' ? IsQuoted(local) : AreAll(local, IsAtom)) && IsDomain(text[(at + 1)..]);
    }

    /// <summary>Whether a text is an absolute URI, with something after its scheme and a host where it has an authority.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsAbsoluteUri(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1 || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, colon).ContainsAnyExcept(s_scheme))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text.AsSpan(colon + 1);
        return !rest.ContainsAnyExcept(s_uri)
            && HasWholeEscapes(rest)
            && (!rest.StartsWith("//", StringComparison.Ordinal) || HasHost(rest[2..]))
            && Uri.TryCreate(text, UriKind.Absolute, out _);
    }

    private static bool AreAll(ReadOnlySpan<char> text, Func<string, bool> isPart)
    {
        foreach (Range part in text.Split('.'))
        {
            if (!isPart(text[part].ToString()))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAtom(string part) => part.Length > 0 && !part.AsSpan().ContainsAnyExcept(s_atom);

    private static bool IsLabel(string part) =>
        part.Length is > 0 and <= MaximumLabelLength && part[0] != '-' && part[^1] != '-' && !part.AsSpan().ContainsAnyExcept(s_label);

    private static bool IsDomain(ReadOnlySpan<char> domain) =>
        domain is ['[', .. var literal, ']']
            ? IPAddress.TryParse(literal.StartsWith("IPv6:", StringComparison.Ordinal) ? literal["IPv6:".Length..] : literal, out IPAddress? address)
                && literal.Contains(':') == (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            : AreAll(domain, IsLabel);

    // A quotation mark or a backslash inside comes after a backslash, which itself is not the last.
    private static bool IsQuoted(ReadOnlySpan<char> local)
    {
        if (local.Length < 3 || local[^1] != '"')
        {
            return false;
        }

        ReadOnlySpan<char> inside = local[1..^1];
        for (int i = 0; i < inside.Length; i++)
        {
            if (inside[i] is '"' or < '!' or > '~' || (inside[i] == '\\' && (++i == inside.Length || inside[i] is < '!' or > '~')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasWholeEscapes(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%'))
        {
            if (text.Length < at + 3 || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return false;
            }

            text = text[(at + 3)..];
        }

        return true;
    }

    private static bool HasHost(ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOfAny('/', '?', '#');
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        ReadOnlySpan<char> host = authority[(authority.IndexOf('@') + 1)..];
        if (host.StartsWith('['))
        {
            int close = host.IndexOf(']');
            return close > 0 && IPAddress.TryParse(host[1..close], out _) && IsPort(host[(close + 1)..]);
        }

        int colon = host.IndexOf(':');
        ReadOnlySpan<char> name = colon < 0 ? host : host[..colon];
        return !name.IsEmpty && !name.ContainsAnyExcept(s_host) && (colon < 0 || IsPort(host[colon..]));
    }

    private static bool IsPort(ReadOnlySpan<char> text) => text.IsEmpty || (text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9'));
}
