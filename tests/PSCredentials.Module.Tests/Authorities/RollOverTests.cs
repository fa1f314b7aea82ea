using System.Security.Cryptography.X509Certificates;
using PSCredentials.Module.Tests.Support;

namespace PSCredentials.Module.Tests.Authorities;

/// <summary>The commands that roll a certificate authority over.</summary>
public sealed class RollOverTests : VaultTest
{
    [Theory]
    [InlineData("EcdsaP384")]
    [InlineData("Rsa2048")]
    public void A_vault_is_made_on_the_kind_of_key_that_was_asked_for(string algorithm)
    {
        _ = Session.Do($"Initialize-CredentialAuthority $folder/new -Name chosen -KeyAlgorithm {algorithm}");

        PSObject current = Session.One("Get-CredentialAuthorityCertificate -Current");

        Assert.Equal(algorithm, current.Text("KeyAlgorithm"));
        Assert.Equal("chosen", current.Text("Authority"));
    }

    [Fact]
    public async Task A_key_of_its_own_and_a_chosen_kind_exclude_each_other()
    {
        await MakeAsync();

        ErrorRecord made = Session.Run("Initialize-CredentialAuthority $folder/new -KeyAlgorithm Rsa2048 -CertificateAuthorityPath $folder/ca.pem -CertificateAuthorityKeyPath $folder/ca.key").Error;
        ErrorRecord rolled = Session.Run("Update-CredentialAuthorityCertificate -KeyAlgorithm Rsa2048 -CertificateAuthorityPath $folder/ca.pem -Confirm:$false").Error;

        Assert.StartsWith("InvalidArgument", made.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("AmbiguousParameterSet", rolled.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(File("new")));
        Assert.Single(Session.Do("Get-CredentialAuthorityCertificate").Output);
    }

    [Fact]
    public void The_new_one_is_returned_with_a_warning_and_both_are_exported()
    {
        _ = Session.Do("$old = New-ApiCredential old-certificate ApiCertificate -GeneratePassword");

        SessionResult rolled = Session.Run("Update-CredentialAuthorityCertificate -KeyAlgorithm EcdsaP384 -Confirm:$false").Clean;

        PSObject next = Assert.Single(rolled.Output);
        Assert.Equal("EcdsaP384", next.Text("KeyAlgorithm"));
        Assert.Contains(rolled.Streams, line => line.Contains("Servers have to trust it before a new certificate is used", StringComparison.Ordinal));
        _ = Session.Do("""
            $new = New-ApiCredential new-certificate ApiCertificate -GeneratePassword
            $null = Export-CredentialAuthorityCertificate $folder/new.pem
            $null = Export-CredentialAuthorityCertificate $folder/both.pem -IncludeFormer
            $null = Export-CredentialRevocationList $folder/both.crl
            $null = Export-CredentialRevocationList $folder/new.crl -Format Der
            $null = Export-CredentialRevocationList $folder/old.crl -Issuer (Get-CredentialAuthorityCertificate | Where-Object IsCurrent -eq $false).Fingerprint
            """);
        Assert.Equal([next.Text("Subject")], Subjects("new.pem"));
        Assert.Equal([next.Text("Subject"), Session.One("$old").Text("Issuer")], Subjects("both.pem"));
        Assert.Equal(2, Count("both.crl"));
        Assert.Equal(1, Count("old.crl"));
        Assert.Equal(0x30, System.IO.File.ReadAllBytes(File("new.crl"))[0]);
        Assert.True(Session.One("$old | Test-ApiCredential").BaseObject is true);
        Assert.True(Session.One("$new | Test-ApiCredential").BaseObject is true);
        Assert.Equal(next.Text("Subject"), Session.One("Get-ApiCredential new-certificate").Text("Issuer"));
    }

    [Fact]
    public async Task A_brought_one_takes_the_place_and_what_if_changes_nothing()
    {
        await MakeAsync();
        const string Bring = "Update-CredentialAuthorityCertificate -CertificateAuthorityPath $folder/ca.pem -CertificateAuthorityKeyPath $folder/ca.key -WarningAction Ignore";

        Assert.Empty(Session.Do(Bring + " -WhatIf").Output);
        Assert.Single(Session.Do("Get-CredentialAuthorityCertificate").Output);
        Assert.Equal("CN=Example CA", Session.One(Bring + " -Confirm:$false").Text("Subject"));
        Assert.Equal("CN=Example CA", Session.One("New-ApiCredential a-certificate ApiCertificate -GeneratePassword").Get<X509Certificate2>("Certificate").Issuer);
        Assert.StartsWith("InvalidArgument", Session.Run(Bring + " -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_one_that_issued_nothing_goes_with_the_roll_over_and_completion_offers_what_signs()
    {
        _ = Session.Do("""
            Update-CredentialAuthorityCertificate -Confirm:$false -WarningAction Ignore
            $null = New-ApiCredential a-certificate ApiCertificate -GeneratePassword
            Update-CredentialAuthorityCertificate -Confirm:$false -WarningAction Ignore
            """);

        PSObject[] all = [.. Session.Do("Get-CredentialAuthorityCertificate").Output];
        string[] offered = [.. Session.Do("(TabExpansion2 'Export-CredentialRevocationList -Issuer ').CompletionMatches.CompletionText").Output.Select(text => text.ToString())];

        Assert.Equal(["True", "True", "False"], all.Select(one => one.Text("IsNeeded")));
        Assert.NotNull(all[2].Properties["KeyDestroyedAt"].Value);
        Assert.Equal(all[..2].Select(one => one.Text("SerialNumber")), offered.Select(text => text.Trim('\'')));
        Assert.Equal(3, Session.Do("(TabExpansion2 'Get-CredentialAuthorityCertificate CN=').CompletionMatches").Output.Count);
        Assert.Empty(Session.Do("Update-CredentialAuthorityCertificate -RemoveEndedKey -Confirm:$false").Output);
    }

    private string File(string name) => Path.Combine(Folder, name);

    private IEnumerable<string> Subjects(string name)
    {
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPemFile(File(name));
        return [.. certificates.Select(certificate => certificate.Subject)];
    }

    private int Count(string name) => System.IO.File.ReadAllText(File(name)).Split("BEGIN X509 CRL").Length - 1;

    private async Task MakeAsync() => (await ExternalProgram.RunAsync(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-nodes", "-subj", "/CN=Example CA", "-days", "3650",
        "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", File("ca.key"), "-out", File("ca.pem"))).Succeeded();
}
