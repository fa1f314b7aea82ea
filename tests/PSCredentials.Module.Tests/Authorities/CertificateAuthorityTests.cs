using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Tests.Support;

namespace PSCredentials.Module.Tests.Authorities;

/// <summary>Vaults on a certificate authority that the user brings.</summary>
public sealed class CertificateAuthorityTests : VaultTest
{
    [Fact]
    public async Task A_bundle_becomes_the_certificate_authority()
    {
        await MakeAsync("3650");
        (await ExternalProgram.RunAsync("openssl", "pkcs12", "-export", "-in", File("ca.pem"), "-inkey", File("ca.key"), "-passout", "pass:its-password", "-out", File("ca.p12"))).Succeeded();
        Session.Set("password", Commands.NewApiCredentialTests.Secure("its-password"));

        PSObject info = Session.One("Initialize-CredentialAuthority $folder/new -Name brought -CertificateAuthorityPath $folder/ca.p12 -CertificateAuthorityPassword $password");
        PSObject issued = Session.One("New-ApiCredential a-certificate ApiCertificate -GeneratePassword");

        Assert.Equal("CN=Example CA", info.Text("CertificateAuthoritySubject"));
        Assert.Equal("CN=Example CA", issued.Get<X509Certificate2>("Certificate").Issuer);
        _ = Session.Do("Export-CredentialAuthorityCertificate $folder/out.pem");
        Assert.Equal(X509CertificateLoader.LoadCertificateFromFile(File("ca.pem")).RawData, X509CertificateLoader.LoadCertificateFromFile(File("out.pem")).RawData);
    }

    [Fact]
    public async Task Two_files_in_pem_become_the_certificate_authority_and_its_near_end_is_told_of()
    {
        await MakeAsync("30");

        SessionResult made = Session.Run("Initialize-CredentialAuthority $folder/new -CertificateAuthorityPath $folder/ca.pem -CertificateAuthorityKeyPath $folder/ca.key").Clean;

        Assert.Contains(made.Streams, line => line.StartsWith("The certificate authority of 'local' ends ", StringComparison.Ordinal));
        ErrorRecord tooLong = Session.Run("New-ApiCredential a-certificate ApiCertificate -GeneratePassword").Error;
        Assert.StartsWith("CertificateAuthorityExpired", tooLong.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Session.Run("$null = New-ApiCredential a-certificate ApiCertificate -GeneratePassword -ExpirationDays 20").Clean.Streams);
    }

    [Theory]
    [InlineData("-CertificateAuthorityPath $folder/none.pem", "FileNotFound")]
    [InlineData("-CertificateAuthorityPath $folder/ca.pem", "InvalidArgument")]
    [InlineData("-CertificateAuthorityKeyPath $folder/ca.key", "InvalidArgument")]
    [InlineData("-CertificateAuthorityPath $folder/ca.key -CertificateAuthorityKeyPath $folder/ca.key", "InvalidArgument")]
    public async Task What_cannot_be_taken_makes_no_vault(string arguments, string id)
    {
        await MakeAsync("3650");

        Assert.StartsWith(id, Session.Run($"Initialize-CredentialAuthority $folder/new {arguments}").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.False(Directory.Exists(File("new")));
    }

    private string File(string name) => Path.Combine(Folder, name);

    private async Task MakeAsync(string days) => (await ExternalProgram.RunAsync(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-subj", "/CN=Example CA", "-days", days,
        "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", File("ca.key"), "-out", File("ca.pem"))).Succeeded();
}
