namespace PSCredentials.Pki;

/// <summary>The answer about one certificate (RFC 6960, 2.2).</summary>
/// <param name="Certificate">Which one.</param>
/// <param name="IsKnown">Whether this authority issued it.</param>
/// <param name="Ended">How it ended, if it did.</param>
internal sealed record OcspStatus(OcspCertificate Certificate, bool IsKnown, RevokedCertificate? Ended);
