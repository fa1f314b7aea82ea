using PSCredentials.Authority;
using PSCredentials.Pki;

namespace PSCredentials.Revocation;

/// <summary>Who signs the status answers of each certificate authority, made when first asked and again before it ends.</summary>
internal sealed class OcspSigners : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, OcspSigner> _signers = [];
    private bool _disposed;

    /// <summary>The signer of a certificate authority.</summary>
    /// <param name="issuer">The certificate authority.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>One that is good for some days, or as long as the certificate authority.</returns>
    public OcspSigner For(KnownCertificateAuthority issuer, DateTimeOffset now)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedAuthority));
            if (_signers.TryGetValue(issuer.Row, out OcspSigner? signer)
                && (signer.NotAfter >= issuer.Authority.NotAfter || signer.NotAfter - now >= Lifetime / 2))
            {
                return signer;
            }

            // Another thread may still sign with the old one; it is the collector's.
            return _signers[issuer.Row] = issuer.Authority.CreateOcspSigner(now, Lifetime);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (OcspSigner signer in _signers.Values)
            {
                signer.Dispose();
            }
        }
    }
}
