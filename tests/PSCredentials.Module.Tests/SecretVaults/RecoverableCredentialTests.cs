using System.Collections;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.PowerShell.SecretManagement;

namespace PSCredentials.Module.Tests.SecretVaults;

/// <summary>What one session issues with -Recoverable, a consumer reads by name through SecretManagement, and nothing else.</summary>
public sealed class RecoverableCredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RecoverableCredentialTests()
    {
        string vault = Path.Combine(_folder.Path, "vault");
        Consumer = new ExtensionSession(vault);
        Session.Set("vault", vault);
        _ = Session.Do("Connect-CredentialAuthority -Path $vault -Name main");
    }

    private ModuleSession Session { get; } = ModuleSession.Open();

    private ExtensionSession Consumer { get; }

    public void Dispose()
    {
        Consumer.Dispose();
        Session.Dispose();
        _folder.Dispose();
    }

    private object Read(string name) => Consumer.Get(name).Single.BaseObject;

    private static string Reveal(object? secret) => new System.Net.NetworkCredential(string.Empty, Assert.IsType<SecureString>(secret)).Password;

    [Fact]
    public void A_token_is_read_rotated_read_anew_and_gone_when_it_is_revoked()
    {
        string issued = Session.One("(New-ApiCredential ci-deploy -Type ApiToken -Recoverable).GetToken()").ToString();
        Assert.Equal(issued, Reveal(Read("CI-deploy")));

        string rotated = Session.One("(Update-ApiCredential ci-deploy -Rotate -Force -GracePeriod 1h).GetToken()").ToString();
        Assert.Equal(rotated, Reveal(Read("ci-deploy")));
        Assert.NotEqual(issued, rotated);

        _ = Session.Do("Revoke-ApiCredential ci-deploy -Confirm:$false");
        Assert.Empty(Consumer.Get("ci-deploy").Clean.Output);
        Assert.Empty(Consumer.List().Clean.Output);
        Assert.Equal(
            ["Create", "Reveal", "Rotate", "Reveal", "Revoke"],
            Session.Do("Get-CredentialEvent -SubjectType ApiCredential | ForEach-Object { \"$($_.Action)\" }").Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Each_family_is_read_as_what_its_consumer_works_with()
    {
        _ = Session.Do("$null = New-CredentialProject shop");
        PSObject certificate = Session.One("New-ApiCredential build-agent -Type ApiCertificate -GeneratePassword -Recoverable");
        string config = Session.One("(New-ApiCredential metrics -Type ServiceKubeConfig -Namespace payments -Server https://k8s.example -Recoverable).GetKubeConfig()").ToString();
        string key = Session.One("(New-ApiKey billing Editor -Workspace tiger -Recoverable).GetKey()").ToString();
        PSObject account = Session.One("New-ProjectCredential ada shop -Email ada@example.com -FullName Ada -GeneratePassword -Recoverable");

        var bundle = Assert.IsType<Hashtable>(Read("build-agent"));
        using X509Certificate2 opened = X509CertificateLoader.LoadPkcs12((byte[])bundle["Pkcs12"]!, Reveal(bundle["Password"]));
        Assert.Equal(certificate.Text("Fingerprint"), opened.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
        using X509Certificate2 joined = X509Certificate2.CreateFromPem((string)bundle["Certificate"]!, Reveal(bundle["PrivateKey"]));
        Assert.True(joined.HasPrivateKey);
        Assert.Equal(config, Read("payments/metrics"));
        Assert.Equal(key, Reveal(Read("tiger/billing")));
        var credential = Assert.IsType<PSCredential>(Read("ada"));
        Assert.Equal(("ada", Reveal(account.Properties["Password"].Value)), (credential.UserName, Reveal(credential.Password)));
        Assert.Equal(
            ["ada PSCredential", "build-agent Hashtable", "payments/metrics String", "tiger/billing SecureString"],
            Consumer.List().Clean.Output.Select(item => (SecretInformation)item.BaseObject).Select(secret => $"{secret.Name} {secret.Type}"));
    }

    [Fact]
    public void The_metadata_are_facts_of_the_credential()
    {
        PSObject token = Session.One("New-ApiCredential ci-deploy -Type ApiToken -Owner ada -Recoverable");

        var secret = (SecretInformation)Consumer.List("ci-*").Single.BaseObject;

        Assert.Equal(
            ("ApiCredential", token.Text("Id"), "ada", "Active", "ApiToken", "system"),
            (secret.Metadata["Family"], secret.Metadata["Id"], secret.Metadata["Owner"], secret.Metadata["State"], secret.Metadata["Type"], secret.Metadata["Namespace"]));
        var expiry = (DateTime)secret.Metadata["ExpiresAt"];
        Assert.Equal((DateTimeKind.Utc, token.Get<DateTimeOffset>("ExpiresAt").UtcDateTime), (expiry.Kind, expiry));
    }

    [Fact]
    public void Without_being_asked_nothing_is_kept_and_WhatIf_keeps_nothing()
    {
        _ = Session.Do("$null = New-CredentialProject shop; $null = New-ApiCredential ci-deploy -Type ApiToken; $null = New-ApiKey billing Owner; $null = New-ProjectCredential ada shop -Email a@b.example -FullName Ada -GeneratePassword");
        _ = Session.Do("New-ApiCredential ci-what -Type ApiToken -Recoverable -WhatIf; New-ApiKey what Owner -Recoverable -WhatIf");

        Assert.Empty(Consumer.List().Clean.Output);
        Assert.Empty(Consumer.Get("ci-deploy").Clean.Output);
    }

    [Fact]
    public void The_consumer_cannot_change_or_remove_what_was_issued_and_is_told_how_it_goes()
    {
        string token = Session.One("(New-ApiCredential ci-deploy -Type ApiToken -Recoverable).GetToken()").ToString();

        foreach (SessionResult refused in new[] { Consumer.Put("ci-deploy", "mine"), Consumer.Note("ci-deploy", []), Consumer.Remove("ci-deploy") })
        {
            Assert.Equal("InvalidState", Id(refused.Error));
            Assert.Contains("Revoke-ApiCredential", refused.Error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(token, Reveal(Read("ci-deploy")));
    }

    [Fact]
    public void A_secret_that_has_the_name_keeps_the_credential_from_being_issued()
    {
        _ = Consumer.Put("ci-deploy", "mine").Clean;

        ErrorRecord error = Session.Run("New-ApiCredential ci-deploy -Type ApiToken -Recoverable").Error;

        Assert.Equal("AlreadyExists,PSCredentials.Commands.NewApiCredentialCommand", error.FullyQualifiedErrorId);
        Assert.Empty(Session.Do("Get-ApiCredential").Output);
        Assert.Equal("mine", Read("ci-deploy"));
    }

    [Fact]
    public void A_disabled_credential_is_handed_out_with_a_warning_and_an_expired_one_not_at_all()
    {
        string token = Session.One("(New-ApiCredential ci-deploy -Type ApiToken -Recoverable).GetToken()").ToString();
        _ = Session.Do("$null = Disable-ApiCredential ci-deploy; $null = New-CredentialProject shop; $null = New-ProjectCredential ada shop -Email a@b.example -FullName Ada -GeneratePassword -ExpireDate 2020-01-01 -Recoverable");

        SessionResult disabled = Consumer.Get("ci-deploy");
        SessionResult expired = Consumer.Get("ada");

        Assert.Equal(token, Reveal(disabled.Single.BaseObject));
        Assert.Contains("disabled", Assert.Single(disabled.Streams), StringComparison.Ordinal);
        Assert.Equal("InvalidState", Id(expired.Error));
        Assert.Contains("expired on 2020-01-0", expired.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(expired.Output);
        Assert.Equal("Expired", ((SecretInformation)Consumer.List("ada").Single.BaseObject).Metadata["State"]);
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
