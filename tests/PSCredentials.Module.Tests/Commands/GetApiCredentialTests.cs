namespace PSCredentials.Module.Tests.Commands;

/// <summary>Get-ApiCredential and Get-ApiKey narrow, page and report what was named and is not there.</summary>
public sealed class GetApiCredentialTests : VaultTest
{
    public GetApiCredentialTests() => _ = Session.Do("""
        $null = New-ApiCredential deploy-east -Type ApiToken -Namespace payments -ExpirationDays 5 -Owner ada -Label @{ team = 'pay' }
        $null = New-ApiCredential deploy-west -Type ServiceApiToken -Namespace payments -ExpirationDays 60 -Owner bob
        $null = New-ApiCredential agent-east -Type ApiCertificate -GeneratePassword -Namespace billing -ExpirationDays 90 -Owner ada
        Disable-ApiCredential deploy-west
        Revoke-ApiCredential agent-east -Confirm:$false
        $null = New-ApiKey dashboard Editor -Workspace tiger -UserName ada -Label @{ team = 'pay' }
        $null = New-ApiKey billing Viewer -Workspace lion -UserName bob -ValidUntil ([datetime]::UtcNow.AddDays(3))
        $null = New-ApiKey root Owner
        """);

    [Theory]
    [InlineData("", "agent-east,deploy-east,deploy-west")]
    [InlineData("deploy-*", "deploy-east,deploy-west")]
    [InlineData("DEPLOY-EAST", "deploy-east")]
    [InlineData("*-east, deploy-west", "agent-east,deploy-east,deploy-west")]
    [InlineData("nothing*", "")]
    [InlineData("-Type ApiToken, API_CERTIFICATE", "agent-east,deploy-east")]
    [InlineData("-Namespace pay*", "deploy-east,deploy-west")]
    [InlineData("-Owner ada", "agent-east,deploy-east")]
    [InlineData("-State Disabled, Revoked", "agent-east,deploy-west")]
    [InlineData("-Label @{ team = 'p*' }", "deploy-east")]
    [InlineData("-Label team=pay", "deploy-east")]
    [InlineData("-ExpiringWithin 30", "deploy-east")]
    [InlineData("-ExpiringWithin 30d -Owner bob", "")]
    [InlineData("-ExpiringWithin ([timespan]::FromDays(61))", "deploy-east,deploy-west")]
    [InlineData("-ExpiredBefore ([datetime]::Now)", "")]
    public void Lists_the_credentials_that_every_parameter_lets_through(string parameters, string expected) =>
        Assert.Equal(expected, string.Join(',', Session.Do($"Get-ApiCredential {parameters}").All("Name").Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("", "billing,dashboard,root")]
    [InlineData("da*, root", "dashboard,root")]
    [InlineData("-Workspace tiger", "dashboard")]
    [InlineData("-Workspace *i*", "billing,dashboard")]
    [InlineData("-Role Owner, Viewer", "billing,root")]
    [InlineData("-UserName b*", "billing")]
    [InlineData("-Label @{ team = 'pay' }", "dashboard")]
    [InlineData("-ExpiringWithin 7", "billing")]
    public void Lists_the_keys_that_every_parameter_lets_through(string parameters, string expected) =>
        Assert.Equal(expected, string.Join(',', Session.Do($"Get-ApiKey {parameters}").All("Name").Order(StringComparer.Ordinal)));

    [Fact]
    public void Reports_each_literal_that_is_not_there_and_lists_the_rest()
    {
        SessionResult run = Session.Run("'deploy-east', 'nobody', 'no*', 'noone' | Get-ApiCredential");

        Assert.Equal(["deploy-east"], run.All("Name"));
        Assert.Equal(["nobody", "noone"], run.Errors.Select(error => error.TargetObject));
    }

    [Fact]
    public void Says_which_parameters_narrowed_a_name_away()
    {
        SessionResult run = Session.Run("Get-ApiCredential deploy-east -Type ApiCertificate -Owner ada");

        Assert.Equal("No API credential 'deploy-east' was found with the given Type, Owner.", run.Error.Exception.Message);
    }

    [Fact]
    public void Pages_and_counts()
    {
        SessionResult page = Session.Do("Get-ApiCredential -First 1 -Skip 1 -IncludeTotalCount");

        Assert.Equal(2, page.Output.Count);
        Assert.Equal(3UL, page.Output[0].BaseObject);
        Assert.Equal("deploy-east", page.Output[1].Text("Name"));
        Assert.Equal("agent-east", Session.One("Get-ApiCredential -First 1").Text("Name"));
        Assert.Empty(Session.Do("Get-ApiKey -First 0").Output);
    }

    [Fact]
    public void Live_objects_selections_and_rows_find_themselves_again()
    {
        string[] scripts =
        [
            "Get-ApiCredential deploy-east | Get-ApiCredential",
            "'deploy-east' | Get-ApiCredential",
            "[pscustomobject]@{ Name = 'deploy-east' } | Get-ApiCredential",
            "[pscustomobject]@{ Id = (Get-ApiCredential deploy-east).Id; Name = 'deploy-east'; Namespace = 'payments' } | Get-ApiCredential",
            "[pscustomobject]@{ Id = (Get-ApiCredential deploy-east).Id } | Get-ApiCredential",
            "[pscustomobject]@{ Name = 'deploy-east'; Id = ''; Namespace = '' } | Get-ApiCredential",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-ApiCredential deploy-east))) | Get-ApiCredential",
        ];

        Assert.All(scripts, script => Assert.Equal("deploy-east", Session.One(script).Text("Name")));
    }

    [Fact]
    public void Keys_are_masked_until_they_are_asked_for_and_the_asking_is_on_record()
    {
        PSObject issued = Session.One("New-ApiKey fresh Owner");
        PSObject masked = Session.One("Get-ApiKey fresh");
        Assert.Null(masked.Properties["Key"]);
        Assert.DoesNotContain(issued.CallText("GetKey"), masked.Text("MaskedKey"), StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-CredentialEvent -Action Reveal").Output);

        PSObject revealed = Session.One("Get-ApiKey fresh -IncludeSecret");

        Assert.Equal(issued.CallText("GetKey"), revealed.CallText("GetKey"));
        Assert.Equal(["fresh"], Session.Do("Get-CredentialEvent -Action Reveal").All("SubjectName"));
    }
}
