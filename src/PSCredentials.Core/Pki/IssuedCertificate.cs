using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>A certificate just issued, with its private key where that was made here; it is kept nowhere.</summary>
/// <param name="Der">The certificate.</param>
/// <param name="SerialNumber">Its serial number, big endian.</param>
/// <param name="Sha256">The SHA-256 of <paramref name="Der"/>.</param>
/// <param name="PrivateKey">The private key, PKCS#8; empty where it stayed with its owner.</param>
/// <param name="NotBefore">The first second it is valid.</param>
/// <param name="NotAfter">The last second it is valid.</param>
internal sealed record IssuedCertificate(
    byte[] Der,
    byte[] SerialNumber,
    byte[] Sha256,
    byte[] PrivateKey,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter)
{
    /// <summary>The certificate in PEM (RFC 7468), with a line feed at its end.</summary>
    /// <returns>Public text.</returns>
    public string GetCertificatePem() => PemEncoding.WriteString("CERTIFICATE", Der) + "\n";

    /// <summary>The private key in PEM (RFC 7468), with a line feed at its end.</summary>
    /// <returns>Secret text.</returns>
    public string GetPrivateKeyPem() => PemEncoding.WriteString("PRIVATE KEY", PrivateKey) + "\n";

    /// <summary>The serial number alone: a record's own text would name the key.</summary>
    /// <returns>The serial number in hexadecimal.</returns>
    public override string ToString() => Convert.ToHexString(SerialNumber);
}
