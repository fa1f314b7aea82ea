using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>A server that lets in those who present a certificate that an authority signed.</summary>
internal static class AuthorityServer
{
    public static ClientCertificateServer Start(CertificateAuthority authority) => new(certificate =>
        PresentedCertificate.TryParse(certificate.GetRawCertData(), out PresentedCertificate? presented) && authority.TryVerifySignature(presented)
            ? DistinguishedNameReader.Format(presented.Subject)
            : null);
}
