using System.Security.Cryptography;

namespace PSCredentials;

/// <summary>A certificate revocation list as it was issued (RFC 5280, 5).</summary>
public sealed record RevocationList
{
    /// <summary>The name of the certificate authority whose list it is (RFC 4514).</summary>
    public string Issuer { get; init; } = string.Empty;

    /// <summary>Its number, greater than that of every list of this issuer before (RFC 5280, 5.2.3).</summary>
    public long Number { get; init; }

    /// <summary>The number of the full list that a delta list adds to; null for a full list.</summary>
    public long? BaseNumber { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset ThisUpdate { get; init; }

    /// <summary>When the next one is there at the latest.</summary>
    public DateTimeOffset NextUpdate { get; init; }

    /// <summary>How many certificates it names.</summary>
    public int Count { get; init; }

    /// <summary>The list, DER.</summary>
    public ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>The list in PEM (RFC 7468).</summary>
    /// <returns>Public text.</returns>
    public string GetPem() => PemEncoding.WriteString("X509 CRL", Der.Span) + "\n";
}
