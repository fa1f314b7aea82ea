using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>A secret as it was made: what the holder gets, and what the store keeps of it.</summary>
/// <param name="Secret">What the holder gets, once.</param>
/// <param name="Record">What is kept of it.</param>
/// <param name="Issuer">The name of the certificate authority that issued the certificate.</param>
/// <param name="SerialNumber">The certificate's serial number, upper-case hexadecimal.</param>
/// <param name="Fingerprint">The certificate's SHA-256 fingerprint, upper-case hexadecimal.</param>
internal sealed record IssuedMaterial(IssuedSecret Secret, SecretRecord Record, string? Issuer, string? SerialNumber, string? Fingerprint)
{
    /// <summary>
    /// Whether the certificate authority that issued the certificate still does, asked in the transaction that keeps it: after a roll-over no certificate of
    /// a former one is handed out any more.
    /// </summary>
    public bool IsOfCurrentIssuer(StoreConnection connection) => Record.Issuer is not { } issuer || CertificateAuthorityTable.IsCurrent(connection, issuer);
}
