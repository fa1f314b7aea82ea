using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>What a certificate itself says of its credential, where the contract does not.</summary>
internal static class CertificateFacts
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";
    private const string Ed25519 = "1.3.101.112";

    /// <summary>Adds it.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="certificate">The certificate, DER; empty for a token.</param>
    public static ApiCredential Add(ApiCredential credential, ReadOnlyMemory<byte> certificate)
    {
        if (certificate.IsEmpty)
        {
            return credential;
        }

        using X509Certificate2 read = X509CertificateLoader.LoadCertificate(certificate.Span);
        return credential with
        {
            SerialNumber = read.SerialNumber,
            Fingerprint = Convert.ToHexString(SHA256.HashData(certificate.Span)),
            Issuer = read.Issuer,
            KeyAlgorithm = AlgorithmOf(read),
        };
    }

    private static KeyAlgorithm? AlgorithmOf(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        using ECDsa? ecdsa = certificate.GetECDsaPublicKey();
        return (rsa?.KeySize, ecdsa?.ExportParameters(false).Curve.Oid.Value, certificate.PublicKey.Oid.Value) switch
        {
            (2048, _, _) => KeyAlgorithm.Rsa2048,
            (3072, _, _) => KeyAlgorithm.Rsa3072,
            (4096, _, _) => KeyAlgorithm.Rsa4096,
            (_, P256, _) => KeyAlgorithm.EcdsaP256,
            (_, P384, _) => KeyAlgorithm.EcdsaP384,
            (_, _, Ed25519) => KeyAlgorithm.Ed25519,
            _ => null,
        };
    }
}
