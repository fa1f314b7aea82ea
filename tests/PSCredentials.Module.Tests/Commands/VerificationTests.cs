namespace PSCredentials.Module.Tests.Commands;

/// <summary>Test-ApiCredential and Test-ApiKey answer a Boolean, or the verdict with its reason.</summary>
public sealed class VerificationTests : VaultTest
{
    public VerificationTests() => _ = Session.Do("""
        $token = New-ApiCredential a-token -Type ServiceApiToken -IPAddress 10.0.0.0/8, 2001:db8::/32 -NamespaceRole payments:reader -UserGroup ops
        $certificate = New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword -Owner ada
        $key = New-ApiKey a-key Editor -Workspace tiger -UserName ada
        """);

    [Theory]
    [InlineData("Test-ApiCredential -Token $token.Token -IPAddress 10.1.2.3", true)]
    [InlineData("Test-ApiCredential $token.GetToken() -IPAddress 2001:db8::7", true)]
    [InlineData("$token | Test-ApiCredential -IPAddress 10.1.2.3", true)]
    [InlineData("[pscustomobject]@{ Token = $token.GetToken() } | Test-ApiCredential -IPAddress 10.1.2.3", true)]
    [InlineData("$token.GetToken() | Test-ApiCredential -IPAddress 11.1.2.3", false)]
    [InlineData("$token | Test-ApiCredential", false)]
    [InlineData("Test-ApiCredential -Certificate $certificate.Certificate", true)]
    [InlineData("$certificate | Test-ApiCredential", true)]
    [InlineData("$certificate.Certificate | Test-ApiCredential", true)]
    [InlineData("Test-ApiCredential -CertificatePath $folder/leaf.pem", true)]
    [InlineData("Test-ApiCredential -CertificatePath $folder/leaf.der", true)]
    [InlineData("Test-ApiCredential -CertificatePath $folder/whole.pem", true)]
    [InlineData("$certificate | Export-ApiCredential $folder/exported.pem -Format Pem | Test-ApiCredential", true)]
    [InlineData("Test-ApiCredential -CertificatePath $manifest", false)]
    [InlineData("Test-ApiKey -Key $key.Key", true)]
    [InlineData("$key | Test-ApiKey", true)]
    [InlineData("$key.GetKey() | Test-ApiKey", true)]
    [InlineData("[pscustomobject]@{ Key = $key.GetKey() } | Test-ApiKey", true)]
    [InlineData("Test-ApiKey nonsense", false)]
    public void Answers_a_Boolean(string script, bool expected)
    {
        _ = Session.Do("""
            [IO.File]::WriteAllText("$folder/leaf.pem", $certificate.GetCertificatePem())
            [IO.File]::WriteAllText("$folder/whole.pem", $certificate.GetPrivateKeyPem() + $certificate.GetCertificatePem() + $certificate.GetChainPem())
            [IO.File]::WriteAllBytes("$folder/leaf.der", $certificate.Certificate.RawData)
            """);

        Assert.Equal(expected, Session.One(script).BaseObject);
    }

    [Fact]
    public void The_verdict_says_whose_secret_it_is_and_what_it_may_do()
    {
        PSObject verdict = Session.One("$token | Test-ApiCredential -Detailed -IPAddress 10.1.2.3");

        Assert.Equal("Valid", verdict.Text("Reason"));
        Assert.Equal(true, verdict.Get("IsValid"));
        Assert.Equal("a-token", verdict.Text("Credential"));
        Assert.Equal("payments:reader", verdict.Text("Right"));
        Assert.Equal("Service", verdict.Get("Principal") is { } principal ? PSObject.AsPSObject(principal).Text("Kind") : null);
        Assert.Equal("ada", Session.One("$certificate | Test-ApiCredential -Detailed").Text("Principal"));
        Assert.Equal("a-key", Session.One("$key | Test-ApiKey -Detailed").Text("Credential"));
    }

    [Theory]
    [InlineData("Test-ApiCredential psc_api_nonsense -Detailed", "Malformed")]
    [InlineData("Test-ApiCredential '' -Detailed", "Malformed")]
    [InlineData("Test-ApiKey '' -Detailed", "Malformed")]
    [InlineData("$token | Test-ApiCredential -Detailed", "AddressNotAllowed")]
    [InlineData("$token | Test-ApiCredential -Detailed -IPAddress 11.0.0.1", "AddressNotAllowed")]
    [InlineData("Test-ApiCredential $foreign.Token -Detailed", "Unknown")]
    [InlineData("Test-ApiCredential -Certificate $foreignCertificate.Certificate -Detailed", "WrongAuthority")]
    [InlineData("Test-ApiKey ([guid]::NewGuid()) -Detailed", "Unknown")]
    [InlineData("Test-ApiKey nonsense -Detailed", "Malformed")]
    public void The_verdict_has_one_reason(string script, string expected)
    {
        _ = Session.Do("""
            $main = Get-CredentialAuthority main
            $null = Connect-CredentialAuthority $folder/other -Name other
            $foreign = New-ApiCredential foreign -Type ApiToken
            $foreignCertificate = New-ApiCredential foreign-certificate -Type ApiCertificate -GeneratePassword
            Disconnect-CredentialAuthority other
            """);

        Assert.Equal(expected, Session.One(script).Text("Reason"));
    }

    [Fact]
    public void An_expired_token_is_refused_as_expired()
    {
        _ = Session.Do("$short = New-ApiCredential short-lived -Type ApiToken -ExpiresAt ([datetimeoffset]::Now.AddSeconds(2))");
        SpinWait.SpinUntil(() => Session.One("$short | Test-ApiCredential -Detailed").Text("Reason") != "Valid", TimeSpan.FromSeconds(20));

        Assert.Equal("Expired", Session.One("$short | Test-ApiCredential -Detailed").Text("Reason"));
        Assert.Equal("Expired", Session.One("Get-ApiCredential short-lived").Text("State"));
        Assert.Equal(["short-lived"], Session.Do("Get-ApiCredential -ExpiredBefore ([datetime]::Now)").All("Name"));
    }

    [Fact]
    public void Use_leaves_its_time_and_address()
    {
        _ = Session.Do("$null = $token | Test-ApiCredential -IPAddress 10.1.2.3; $null = $key | Test-ApiKey -IPAddress ::1");

        Assert.Equal("10.1.2.3", Session.One("Get-ApiCredential a-token").Text("LastUsedAddress"));
        Assert.Equal("::1", Session.One("Get-ApiKey a-key").Text("LastUsedAddress"));
        Assert.Null(Session.One("Get-ApiCredential a-certificate").Get("LastUsedAt"));
    }

    [Fact]
    public void A_refusal_does_not_repeat_the_secret()
    {
        SessionResult run = Session.Run("Test-ApiKey -Key @(1, 2, 987654321)");

        Assert.DoesNotContain("987654321", run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("allowed are a SecureString", run.Error.Exception.Message, StringComparison.Ordinal);
    }
}
