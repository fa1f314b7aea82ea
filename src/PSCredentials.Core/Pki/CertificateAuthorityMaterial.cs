namespace PSCredentials.Pki;

/// <summary>A certificate authority as it is kept.</summary>
/// <param name="Certificate">Its certificate, DER.</param>
/// <param name="Chain">The certificates above it, DER, its issuer first; empty for a root.</param>
/// <param name="PrivateKey">Its private key, PKCS#8; the caller's to clear. Empty where it is in a token.</param>
internal sealed record CertificateAuthorityMaterial(byte[] Certificate, IReadOnlyList<ReadOnlyMemory<byte>> Chain, byte[] PrivateKey)
{
    /// <summary>Nothing: a record's own text would name the key.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(CertificateAuthorityMaterial);
}
