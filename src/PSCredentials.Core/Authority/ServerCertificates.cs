using System.Globalization;
using PSCredentials.Pki;

namespace PSCredentials.Authority;

/// <summary>Issues the certificates of the authority's own TLS servers.</summary>
internal sealed class ServerCertificates(AuthorityContext authority)
{
    // Clocks of clients run a little behind.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    private const int LongestCommonName = 64;

    /// <summary>Issues a P-256 certificate, and notes that in the audit trail.</summary>
    /// <param name="names">Its DNS names and IP addresses.</param>
    /// <param name="lifetime">How long it is good, though never longer than the certificate authority.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The certificate, its chain and its key.</returns>
    public async Task<IssuedSecret> IssueAsync(IReadOnlyList<string> names, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServerName> read = ServerName.ReadAll(names);
        DateTimeOffset now = authority.Now();
        CertificateAuthority issuer = authority.CertificateAuthorities.Current().Authority;
        DateTimeOffset end = now + lifetime < issuer.NotAfter ? now + lifetime : issuer.NotAfter;

        // The names stand in the alternative name (RFC 9525, 2); the common name is for people.
        string commonName = read.Select(name => name.ToString()).FirstOrDefault(name => name.Length <= LongestCommonName) ?? "server";
        IssuedCertificate certificate = issuer.Issue(
            new LeafProfile(commonName, [], now - Backdating, end, null) { ServerNames = read }, SubjectKeyGenerator.Create(KeyAlgorithm.EcdsaP256));
        await authority.Store.WriteAsync(
            connection =>
            {
                authority.Audit(
                    connection,
                    CredentialAction.IssueServerCertificate,
                    AuditSubject.Of(authority),
                    string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", read)}; expires {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC; serial {Convert.ToHexString(certificate.SerialNumber)}"));
                return 0;
            },
            cancellationToken);
        return new IssuedSecret
        {
            Certificate = certificate.Der,
            Chain = issuer.Chain,
            PrivateKeyPem = new SecretText(certificate.GetPrivateKeyPem()),
        };
    }

    /// <summary>Issues a certificate that has ended already, and forgets it.</summary>
    /// <exception cref="CredentialException">The certificate authority's key cannot be used.</exception>
    public void TrySigning()
    {
        DateTimeOffset now = authority.Now();
        authority.CertificateAuthorities.Current().Authority.Issue(
            new LeafProfile("nobody", [], now - Backdating, now - Backdating, null), SubjectKeyGenerator.Create(KeyAlgorithm.EcdsaP256));
    }
}
