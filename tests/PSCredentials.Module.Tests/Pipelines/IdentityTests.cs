namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>Names that several bear, that look like ids, or that have wildcards.</summary>
public sealed class IdentityTests : VaultTest
{
    public IdentityTests() => _ = Session.Do("""
        $null = New-ApiCredential a-token -Type ServiceApiToken -Namespace payments
        $null = New-ApiCredential a-token -Type ServiceApiToken -Namespace billing
        $null = New-ApiKey a-key Editor -Workspace payments
        $null = New-ApiKey a-key Editor -Workspace billing
        """);

    [Fact]
    public void A_name_in_two_places_is_refused_until_the_place_is_named()
    {
        SessionResult run = Session.Run("Disable-ApiCredential a-token; Disable-ApiKey a-key");
        Assert.Equal(["AmbiguousName", "AmbiguousName"], run.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(Session.Do("Get-ApiCredential; Get-ApiKey").Output, item => Assert.Equal("Active", item.Text("State")));

        _ = Session.Do("Disable-ApiCredential a-token -Namespace billing; Disable-ApiKey a-key -Workspace billing");
        Assert.Equal(["billing"], Session.Do("Get-ApiCredential -State Disabled").All("Namespace"));
        Assert.Equal(["billing"], Session.Do("Get-ApiKey -State Disabled").All("Workspace"));
    }

    [Theory]
    [InlineData("Set-ApiCredential a-* -Description x")]
    [InlineData("Update-ApiCredential a-token?")]
    [InlineData("Disable-ApiCredential [ab]-token")]
    [InlineData("Enable-ApiCredential *")]
    [InlineData("Revoke-ApiCredential * -Confirm:$false")]
    [InlineData("Update-ApiKey *")]
    [InlineData("Disable-ApiKey *")]
    [InlineData("Enable-ApiKey *")]
    [InlineData("Unregister-CredentialCluster *")]
    public void Wildcards_are_refused_where_they_could_hit_too_much(string script)
    {
        SessionResult run = Session.Run(script);

        Assert.Equal("WildcardNotAllowed", run.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.All(Session.Do("Get-ApiCredential; Get-ApiKey").Output, item => Assert.Equal("Active", item.Text("State")));
    }

    [Fact]
    public void Remove_takes_wildcards_and_one_that_finds_nothing_is_silent()
    {
        _ = Session.Do("Remove-ApiCredential nobody* -Confirm:$false; Remove-ApiKey nobody* -Confirm:$false; $null = New-ApiCredential b-token -Type ApiToken");
        _ = Session.Do("Remove-ApiCredential a-* -Namespace billing -Confirm:$false; Remove-ApiKey *key -Confirm:$false");

        Assert.Equal(["payments/a-token", "system/b-token"], Session.Do("Get-ApiCredential | ForEach-Object { \"$($_.Namespace)/$($_.Name)\" }").Output.Select(item => item.ToString()).Order());
        Assert.Empty(Session.Do("Get-ApiKey").Output);
    }

    [Fact]
    public void A_name_that_looks_like_an_id_is_found_as_a_name()
    {
        string guid = Guid.NewGuid().ToString();
        Session.Set("guid", guid);

        Assert.Equal(guid, Session.One("$null = New-ApiCredential $guid -Type ApiToken; Disable-ApiCredential $guid -PassThru").Text("Name"));
        Assert.Equal(guid, Session.One("Get-ApiCredential $guid").Text("Name"));
    }

    [Theory]
    [InlineData("5 | Disable-ApiCredential")]
    [InlineData("[pscustomobject]@{ Other = 1 } | Disable-ApiCredential")]
    [InlineData("@{ Other = 1 } | Disable-ApiKey")]
    [InlineData("Disable-ApiKey ([datetime]::Now)")]
    public void What_names_nothing_is_refused_with_what_is_allowed(string script)
    {
        ErrorRecord error = Session.Run(script).Error;

        Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], new[] { "InputObjectNotBound", "ParameterArgumentTransformationError" });
    }
}
