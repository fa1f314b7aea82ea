using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Tests.Support;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>Certificates: kinds of key, keys of the user's own, alternative names, revocation lists and the CA's certificate.</summary>
public sealed class CertificateTests : VaultTest
{
    [Theory]
    [InlineData("EcdsaP384", "1.2.840.10045.2.1")]
    [InlineData("rsa2048", "1.2.840.113549.1.1.1")]
    [InlineData("Ed25519", "1.3.101.112")]
    public void A_certificate_is_issued_for_the_kind_of_key_that_was_asked_for_and_rotation_keeps_it(string algorithm, string type)
    {
        PSObject issued = Session.One($"$c = New-ApiCredential a-certificate ApiCertificate -GeneratePassword -KeyAlgorithm {algorithm}; $c");
        Assert.Equal(algorithm, issued.Text("KeyAlgorithm"), ignoreCase: true);
        Assert.Equal(type, issued.Get<X509Certificate2>("Certificate").PublicKey.Oid.Value);
        Assert.True(Session.One("$c | Test-ApiCredential").BaseObject is true);

        PSObject rotated = Session.One("$new = $c | Update-ApiCredential -Rotate -GeneratePassword -Force -GracePeriod 1h; $new");
        Assert.Equal(algorithm, rotated.Text("KeyAlgorithm"), ignoreCase: true);
        Assert.Equal("EcdsaP256", Session.One("$c | Update-ApiCredential -Rotate -GeneratePassword -Force -GracePeriod 1h -KeyAlgorithm EcdsaP256").Text("KeyAlgorithm"));
        Assert.Equal("EcdsaP256", Session.One("Get-ApiCredential a-certificate").Text("KeyAlgorithm"));
    }

    [Theory]
    [InlineData("DER")]
    [InlineData("PEM")]
    public async Task The_private_key_stays_with_its_owner(string form)
    {
        string request = await RequestAsync(form);

        PSObject issued = Session.One($"$c = New-ApiCredential own-key-cert ApiCertificate -CertificateRequestPath '{request}'; $c");

        Assert.Equal("EcdsaP384", issued.Text("KeyAlgorithm"));
        Assert.False(issued.Get<X509Certificate2>("Certificate").HasPrivateKey);
        Assert.True(Session.One("$c | Test-ApiCredential").BaseObject is true);
        Assert.Contains("has no private key", Session.Run("$c.GetPrivateKeyPem()").Error.ToString(), StringComparison.Ordinal);
        PSObject rotated = Session.One($"Update-ApiCredential own-key-cert -Rotate -CertificateRequestPath '{request}' -Force -GracePeriod 1h");
        Assert.NotEqual(issued.Text("SerialNumber"), rotated.Text("SerialNumber"));
    }

    [Theory]
    [InlineData("New-ApiCredential a-token ApiToken -KeyAlgorithm Rsa2048", "KeyAlgorithm does not go with type ApiToken")]
    [InlineData("New-ApiCredential a-token ApiToken -CertificateRequestPath $request", "CertificateRequest does not go with type ApiToken")]
    [InlineData("New-ApiCredential a-config KubeConfig -Server https://x -CertificateRequestPath $request", "CertificateRequest does not go with type KubeConfig")]
    [InlineData("New-ApiCredential a-cert ApiCertificate -CertificateRequestPath $request -GeneratePassword", "Password does not go with a certificate request")]
    [InlineData("New-ApiCredential a-cert ApiCertificate -CertificateRequestPath $request -KeyAlgorithm EcdsaP384", "KeyAlgorithm does not go with a certificate request")]
    [InlineData("New-ApiCredential a-cert ApiCertificate -CertificateRequestPath $manifest", "CertificateRequest is no certification request (PKCS#10) in PEM or DER.")]
    [InlineData("New-ApiCredential a-token ApiToken -SubjectAlternativeName email:a@b.example", "SubjectAlternativeName does not go with type ApiToken")]
    [InlineData("New-ApiCredential a-cert ApiCertificate -GeneratePassword -SubjectAlternativeName DNS:x", "SubjectAlternativeName 'DNS:x' is of no kind")]
    public async Task What_does_not_go_together_is_refused_by_name(string command, string message)
    {
        Session.Set("request", await RequestAsync("DER"));
        ErrorRecord error = Session.Run(command).Error;
        Assert.StartsWith("InvalidArgument", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-ApiCredential").Output);
    }

    [Fact]
    public void A_request_that_is_not_there_or_empty_is_refused()
    {
        File.WriteAllText(Path.Combine(Folder, "empty.csr"), string.Empty);
        Assert.StartsWith("FileNotFound", Session.Run("New-ApiCredential a-cert ApiCertificate -CertificateRequestPath $folder/none.csr").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InvalidArgument", Session.Run("New-ApiCredential a-cert ApiCertificate -CertificateRequestPath $folder/empty.csr").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_s_list_refuses_what_was_revoked()
    {
        _ = Session.Do("""
            $good = New-ApiCredential still-good ApiCertificate -GeneratePassword
            $bad = New-ApiCredential key-leaked ApiCertificate -GeneratePassword
            $bad | Revoke-ApiCredential -Reason KeyCompromise -Confirm:$false
            [IO.File]::WriteAllText("$folder/good.pem", $good.GetCertificatePem())
            [IO.File]::WriteAllText("$folder/bad.pem", $bad.GetCertificatePem())
            $files = @(Export-CredentialAuthorityCertificate $folder) + @(Export-CredentialRevocationList $folder)
            """);
        Assert.Equal(["main.ca.pem", "main.crl.pem"], Session.Do("$files").All("Name"));
        string ca = Path.Combine(Folder, "main.ca.pem");
        string crl = Path.Combine(Folder, "main.crl.pem");

        string[] check = ["verify", "-crl_check", "-CRLfile", crl, "-CAfile", ca];
        (await ExternalProgram.RunAsync("openssl", [.. check, Path.Combine(Folder, "good.pem")])).Succeeded();
        Assert.Contains("certificate revoked", (await ExternalProgram.RunAsync("openssl", [.. check, Path.Combine(Folder, "bad.pem")])).Everything, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(crl).HasFlag(UnixFileMode.OtherRead));
        }
    }

    [Fact]
    public void Lists_are_kept_unless_forced_numbered_and_audited()
    {
        _ = Session.Do("$null = Export-CredentialRevocationList $folder/a.crl -Format Der");

        Assert.StartsWith("FileExists", Session.Run("Export-CredentialRevocationList $folder/a.crl").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Session.Run("Export-CredentialRevocationList $folder/b.crl -WhatIf").Clean.Output);
        SessionResult delta = Session.Run("Export-CredentialRevocationList $folder/b.crl -Delta -Validity 12h -Verbose");

        Assert.False(File.ReadAllText(Path.Combine(Folder, "a.crl")).StartsWith("-----", StringComparison.Ordinal));
        Assert.StartsWith("-----BEGIN X509 CRL-----\n", File.ReadAllText(Path.Combine(Folder, "b.crl")), StringComparison.Ordinal);
        Assert.Contains(delta.Streams, line => line.StartsWith("Revocation list 2 names 0 certificates", StringComparison.Ordinal));
        Assert.Equal(["number 1; 0 certificates", "number 2 on 1; 0 certificates"], Session.Do("Get-CredentialEvent -Action IssueRevocationList").All("Detail"));
    }

    [Theory]
    [InlineData("Export-CredentialRevocationList $folder/a.crl -Delta", "InvalidState")]
    [InlineData("Export-CredentialRevocationList $folder/a.crl -Validity 1s", "InvalidArgument")]
    [InlineData("Export-CredentialRevocationList $folder/none/a.crl", "FileAccessFailed")]
    [InlineData("Export-CredentialAuthorityCertificate nodrive:/x", "FileNotFound")]
    [InlineData("Export-CredentialAuthorityCertificate $folder/x -Authority other", "AuthorityNotConnected")]
    public void What_cannot_be_written_says_why(string command, string id) =>
        Assert.StartsWith(id, Session.Run(command).Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    private async Task<string> RequestAsync(string form)
    {
        string request = Path.Combine(Folder, "request.csr");
        (await ExternalProgram.RunAsync(
            "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-keyout", Path.Combine(Folder, "own.key"),
            "-subj", "/CN=whoever", "-outform", form, "-out", request)).Succeeded();
        return request;
    }
}
