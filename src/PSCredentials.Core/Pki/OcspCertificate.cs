namespace PSCredentials.Pki;

/// <summary>A certificate as a status request names it (CertID, RFC 6960, 4.1.1).</summary>
/// <param name="Encoded">The CertID, DER, to be repeated in the answer.</param>
/// <param name="HashAlgorithm">The object identifier of the hash.</param>
/// <param name="IssuerNameHash">The hash of the issuer's name.</param>
/// <param name="IssuerKeyHash">The hash of the issuer's public key.</param>
/// <param name="SerialNumber">The certificate's serial number, big endian.</param>
internal sealed record OcspCertificate(
    ReadOnlyMemory<byte> Encoded, string HashAlgorithm, byte[] IssuerNameHash, byte[] IssuerKeyHash, byte[] SerialNumber);
