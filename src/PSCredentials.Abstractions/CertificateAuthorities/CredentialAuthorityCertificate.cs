using System.Security.Cryptography;

namespace PSCredentials;

/// <summary>A certificate authority of an authority: the one that issues, or one that did. A snapshot of the moment it was read.</summary>
public sealed record CredentialAuthorityCertificate
{
    /// <summary>The <see cref="KeyLocation"/> of a key that is kept in the vault, sealed.</summary>
    public const string InVault = "Vault";

    /// <summary>Its name (RFC 4514).</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>The serial number of its certificate, in upper-case hexadecimal.</summary>
    public string SerialNumber { get; init; } = string.Empty;

    /// <summary>The SHA-256 fingerprint of its certificate, in upper-case hexadecimal.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>The identifier of its key, in upper-case hexadecimal, by which what it issued names it.</summary>
    public string KeyIdentifier { get; init; } = string.Empty;

    /// <summary>Whether it issues; those before it only verify, and sign their revocation lists and status answers.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The kind of its key; null for RSA of a length that is none of the usual ones.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>
    /// Where its private key is: <see cref="InVault"/>, or the URI of a key in a token (RFC 7512), without secrets. Null for one of the vault that was destroyed;
    /// of a key in a token the vault then forgets the PIN, and to remove the key itself is the token's owner's.
    /// </summary>
    public string? KeyLocation { get; init; }

    /// <summary>The first second its certificate is valid.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>The last second its certificate is valid; nothing is issued past it.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it began to issue.</summary>
    public DateTimeOffset CurrentSince { get; init; }

    /// <summary>When another one took its place; null for the current one.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>When its private key was destroyed, if it was.</summary>
    public DateTimeOffset? KeyDestroyedAt { get; init; }

    /// <summary>How many of its certificates are in force: neither ended nor revoked.</summary>
    public long ActiveCertificateCount { get; init; }

    /// <summary>When the last certificate that it issued ends by its own words, revoked or not; null where it issued none.</summary>
    public DateTimeOffset? LastCertificateExpiresAt { get; init; }

    /// <summary>Whether servers still need it: it issues, or certificates of it have not ended.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Its certificate, and those above it up to the root, in PEM.</summary>
    public string Pem { get; init; } = string.Empty;

    /// <summary>The name of the authority it belongs to.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>Its own certificate, DER (RFC 5280).</summary>
    /// <returns>A copy of its bytes.</returns>
    public byte[] GetCertificate() => Convert.FromBase64String(Pem[PemEncoding.Find(Pem).Base64Data]);

    /// <summary>Its name.</summary>
    /// <returns><see cref="Subject"/>.</returns>
    public override string ToString() => Subject;
}
