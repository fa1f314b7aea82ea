using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PSCredentials.Policy;

/// <summary>An address or CIDR range (RFC 4632, RFC 4291) of an allow list.</summary>
internal sealed class AddressRange
{
    private const int LongestShown = 64;

    private readonly byte[] _address;
    private readonly int _prefix;

    private AddressRange(byte[] address, int prefix)
    {
        _address = address;
        _prefix = prefix;
    }

    /// <summary>Reads one entry.</summary>
    /// <exception cref="CredentialException">It is neither an address nor a range.</exception>
    public static AddressRange Parse(string? text) =>
        TryParse(text?.Trim() ?? string.Empty)
        ?? throw CredentialException.Invalid("IPAddress", $"'{Shown(text)}' is neither an IPv4 or IPv6 address nor a CIDR range such as 10.0.0.0/8 or 2001:db8::/32.");

    /// <summary>Checks a whole allow list and writes it in one form: host bits cleared, IPv6 as RFC 5952 says, nothing twice.</summary>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> list)
    {
        if (list.Count > 256)
        {
            throw CredentialException.Invalid("IPAddress", $"has {list.Count} entries; at most 256 are allowed.");
        }

        return [.. list.Select(entry => Parse(entry).ToString()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether an address lies in the range. An IPv4 address that came in IPv6 form counts as IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        if (!plain.TryWriteBytes(bytes, out int length) || length != _address.Length)
        {
            return false;
        }

        int whole = _prefix / 8;
        if (!bytes[..whole].SequenceEqual(_address.AsSpan(0, whole)))
        {
            return false;
        }

        int rest = _prefix % 8;
        return rest == 0 || (byte)(bytes[whole] >> (8 - rest)) == (byte)(_address[whole] >> (8 - rest));
    }

    /// <summary>The entry in its one form.</summary>
    public override string ToString()
    {
        string address = new IPAddress(_address).ToString();
        return _prefix == _address.Length * 8 ? address : string.Create(CultureInfo.InvariantCulture, $"{address}/{_prefix}");
    }

    private static string? Shown(string? text) => text?.Length > LongestShown ? string.Concat(text.AsSpan(0, LongestShown), "…") : text;

    private static AddressRange? TryParse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string head = slash < 0 ? text : text[..slash];
        if (ParseAddress(head) is not { } address)
        {
            return null;
        }

        byte[] bytes = address.GetAddressBytes();
        int prefix = bytes.Length * 8;
        if (slash >= 0
            && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bytes.Length * 8))
        {
            return null;
        }

        for (int bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new AddressRange(bytes, prefix);
    }

    // IPAddress.TryParse also takes "1", "010.1" and zone ids, which in an allow list are mistakes.
    private static IPAddress? ParseAddress(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            return null;
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? (address.ToString() == text ? address : null)
            : text.AsSpan().IndexOfAny("%[]") >= 0 || address.IsIPv4MappedToIPv6 ? null : address;
    }
}
