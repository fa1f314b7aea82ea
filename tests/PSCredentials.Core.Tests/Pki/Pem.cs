using System.Security.Cryptography;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>The PEM form that other programs read.</summary>
internal static class Pem
{
    public static string Of(CertificateAuthority authority) => PemEncoding.WriteString("CERTIFICATE", authority.Certificate.Span) + "\n";
}
