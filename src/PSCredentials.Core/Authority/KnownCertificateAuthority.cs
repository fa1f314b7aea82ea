using PSCredentials.Pki;
using PSCredentials.Storage;

namespace PSCredentials.Authority;

/// <summary>A certificate authority of the vault as a session knows it.</summary>
/// <param name="Record">How it is kept.</param>
/// <param name="Authority">What it can do.</param>
internal sealed record KnownCertificateAuthority(CertificateAuthorityRecord Record, CertificateAuthority Authority)
{
    /// <summary>Its row, by which certificates name their issuer.</summary>
    public long Row => Record.Row;

    /// <summary>Whether it issues.</summary>
    public bool IsCurrent => Record.RetiredAt is null;
}
