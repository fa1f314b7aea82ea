namespace PSCredentials.Storage;

/// <summary>A certificate authority of a vault as it is kept.</summary>
/// <param name="Row">Its row, by which certificates name their issuer.</param>
/// <param name="Certificate">Its certificate, DER.</param>
/// <param name="Chain">The certificates above it, DER one after the other; null for a root.</param>
/// <param name="SealedKey">Its private key, sealed, or the PIN of the token that holds it; null once it was destroyed.</param>
/// <param name="CurrentSince">When it began to issue.</param>
/// <param name="RetiredAt">When another one took its place; null for the current one.</param>
/// <param name="KeyDestroyedAt">When its private key was destroyed, if it was.</param>
/// <param name="KeyUri">Where its private key is, if in a token.</param>
internal sealed record CertificateAuthorityRecord(
    long Row,
    byte[] Certificate,
    byte[]? Chain,
    byte[]? SealedKey,
    DateTimeOffset CurrentSince,
    DateTimeOffset? RetiredAt,
    DateTimeOffset? KeyDestroyedAt,
    string? KeyUri);
