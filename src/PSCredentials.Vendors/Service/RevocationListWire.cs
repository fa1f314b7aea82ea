using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>A certificate revocation list as it was issued (RFC 5280, 5).</summary>
internal sealed record RevocationListWire : IWire<RevocationListWire>
{
    /// <summary>The name of the certificate authority whose list it is (RFC 4514).</summary>
    public string Issuer { get; init; } = string.Empty;

    /// <summary>Its number.</summary>
    public long Number { get; init; }

    /// <summary>The number of the full list that a delta list adds to.</summary>
    public long? BaseNumber { get; init; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset ThisUpdate { get; init; }

    /// <summary>When the next one is there at the latest.</summary>
    public DateTimeOffset NextUpdate { get; init; }

    /// <summary>How many certificates it names.</summary>
    public int Count { get; init; }

    /// <summary>The list, DER, in base64.</summary>
    public ReadOnlyMemory<byte> Der { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RevocationListWire> Json => ServiceJson.Default.RevocationListWire;

    /// <summary>Writes a list.</summary>
    public static RevocationListWire Of(RevocationList list) => new()
    {
        Issuer = list.Issuer,
        Number = list.Number,
        BaseNumber = list.BaseNumber,
        ThisUpdate = list.ThisUpdate,
        NextUpdate = list.NextUpdate,
        Count = list.Count,
        Der = list.Der,
    };

    /// <summary>Reads the list.</summary>
    public RevocationList ToList() => new()
    {
        Issuer = Issuer,
        Number = Number,
        BaseNumber = BaseNumber,
        ThisUpdate = ThisUpdate,
        NextUpdate = NextUpdate,
        Count = Count,
        Der = Der,
    };
}

/// <summary>Which revocation list to issue.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevocationListCreation : IWire<RevocationListCreation>
{
    /// <summary>Whose list: the serial number or the SHA-256 fingerprint of a certificate authority's certificate; the current one's where it is left out.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether it lists only what changed since the last full list.</summary>
    public bool IsDelta { get; init; }

    /// <summary>How long until the next list is there at the latest, one minute to a year.</summary>
    public TimeSpan? Validity { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RevocationListCreation> Json => ServiceJson.Default.RevocationListCreation;

    /// <summary>Reads the request.</summary>
    public RevocationListRequest ToRequest() => new() { Issuer = Issuer, IsDelta = IsDelta, Validity = Validity };
}

/// <summary>Where revocation lists and status answers are served, as certificates say.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevocationAddressWire : IWire<RevocationAddressWire>
{
    /// <summary>An http or https address; left out for nowhere.</summary>
    public Uri? Address { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RevocationAddressWire> Json => ServiceJson.Default.RevocationAddressWire;
}
