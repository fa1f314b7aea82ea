using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>A certificate authority: the one that issues, or one that did.</summary>
internal sealed record CertificateAuthorityWire : IWire<CertificateAuthorityWire>
{
    /// <summary>Its name (RFC 4514).</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>The serial number of its certificate, in upper-case hexadecimal.</summary>
    public string SerialNumber { get; init; } = string.Empty;

    /// <summary>The SHA-256 fingerprint of its certificate, in upper-case hexadecimal.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>The identifier of its key, in upper-case hexadecimal.</summary>
    public string KeyIdentifier { get; init; } = string.Empty;

    /// <summary>Whether it issues; those before it only verify.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The kind of its key.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>Where its private key is: <c>Vault</c>, or the URI of a key in a token (RFC 7512); left out where it was destroyed.</summary>
    public string? KeyLocation { get; init; }

    /// <summary>The first second its certificate is valid.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>The last second its certificate is valid.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it began to issue.</summary>
    public DateTimeOffset CurrentSince { get; init; }

    /// <summary>When another one took its place.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>When its private key was destroyed.</summary>
    public DateTimeOffset? KeyDestroyedAt { get; init; }

    /// <summary>How many of its certificates are in force.</summary>
    public long ActiveCertificateCount { get; init; }

    /// <summary>When the last certificate that it issued ends.</summary>
    public DateTimeOffset? LastCertificateExpiresAt { get; init; }

    /// <summary>Whether servers still need it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Its certificate, and those above it up to the root.</summary>
    public string Pem { get; init; } = string.Empty;

    /// <inheritdoc/>
    public static JsonTypeInfo<CertificateAuthorityWire> Json => ServiceJson.Default.CertificateAuthorityWire;

    /// <summary>Writes a certificate authority.</summary>
    public static CertificateAuthorityWire Of(CredentialAuthorityCertificate certificate) => new()
    {
        Subject = certificate.Subject,
        SerialNumber = certificate.SerialNumber,
        Fingerprint = certificate.Fingerprint,
        KeyIdentifier = certificate.KeyIdentifier,
        IsCurrent = certificate.IsCurrent,
        KeyAlgorithm = certificate.KeyAlgorithm,
        KeyLocation = certificate.KeyLocation,
        NotBefore = certificate.NotBefore,
        ExpiresAt = certificate.ExpiresAt,
        CurrentSince = certificate.CurrentSince,
        RetiredAt = certificate.RetiredAt,
        KeyDestroyedAt = certificate.KeyDestroyedAt,
        ActiveCertificateCount = certificate.ActiveCertificateCount,
        LastCertificateExpiresAt = certificate.LastCertificateExpiresAt,
        IsNeeded = certificate.IsNeeded,
        Pem = certificate.Pem,
    };

    /// <summary>The certificate authority as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialAuthorityCertificate ToCertificate(string authority) => new()
    {
        Subject = Subject,
        SerialNumber = SerialNumber,
        Fingerprint = Fingerprint,
        KeyIdentifier = KeyIdentifier,
        IsCurrent = IsCurrent,
        KeyAlgorithm = KeyAlgorithm,
        KeyLocation = KeyLocation,
        NotBefore = NotBefore,
        ExpiresAt = ExpiresAt,
        CurrentSince = CurrentSince,
        RetiredAt = RetiredAt,
        KeyDestroyedAt = KeyDestroyedAt,
        ActiveCertificateCount = ActiveCertificateCount,
        LastCertificateExpiresAt = LastCertificateExpiresAt,
        IsNeeded = IsNeeded,
        Pem = Pem,
        Authority = authority,
    };
}

/// <summary>What shall take the place of the current certificate authority. One that somebody brings is taken on the service's machine alone.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RollOverWire : IWire<RollOverWire>
{
    /// <summary>The kind of key of the new root; that of the current one where it is left out.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>The serial number of the one that shall be replaced, so that two who do it at once do it once.</summary>
    public string? Replaces { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RollOverWire> Json => ServiceJson.Default.RollOverWire;

    /// <summary>Reads the request.</summary>
    public CertificateAuthorityRollOver ToRequest() =>
        new() { KeyAlgorithm = KeyAlgorithm is { } algorithm ? Known(algorithm, "keyAlgorithm") : null, Replaces = Replaces };
}
