using System.Globalization;
using System.Net;

namespace PSCredentials.Pki;

/// <summary>A name by which clients reach a TLS server (RFC 9525): a DNS name in ASCII, or an IP address.</summary>
/// <param name="DnsName">The DNS name, lower case; null for an address.</param>
/// <param name="Address">The address; null for a DNS name.</param>
internal sealed record ServerName(string? DnsName, IPAddress? Address)
{
    private const string Field = "HostName";
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Reads names as users write them; those in other scripts become their ASCII form (RFC 5891).</summary>
    /// <param name="names">The names.</param>
    /// <returns>Each once, in their order.</returns>
    /// <exception cref="CredentialException">One is no name, or there is none.</exception>
    public static IReadOnlyList<ServerName> ReadAll(IReadOnlyList<string> names)
    {
        ServerName[] read = [.. names.Select(Read).Distinct()];
        return read.Length == 0 ? throw CredentialException.Invalid(Field, "is empty; a server has at least one name or address.") : read;
    }

    /// <summary>The name as text.</summary>
    /// <returns>The DNS name or address.</returns>
    public override string ToString() => DnsName ?? Address!.ToString();

    private static ServerName Read(string name)
    {
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            return new ServerName(null, address);
        }

        string ascii;
        try
        {
            ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            throw NoName(name);
        }

        return ascii.Length <= LongestName && ascii.Split('.').All(label => label.Length is > 0 and <= LongestLabel) ? new ServerName(ascii, null) : throw NoName(name);
    }

    private static CredentialException NoName(string name) => CredentialException.Invalid(Field, $"'{name}' is neither a DNS name nor an IP address.");
}
