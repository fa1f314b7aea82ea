namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>A credential can be named by name, id, object, row or deserialized object; wildcards where they are safe.</summary>
public sealed class IdentityTests : VaultTest
{
    private const string Round = "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))";

    public IdentityTests() => _ = Session.Do($$"""
        $null = New-ApiCredential a-token -Type ServiceApiToken -Namespace payments
        $null = New-ApiCredential a-token -Type ServiceApiToken -Namespace billing
        $null = New-ApiKey a-key Editor -Workspace payments
        $null = New-ApiKey a-key Editor -Workspace billing
        $token = Get-ApiCredential a-token -Namespace payments
        $key = Get-ApiKey a-key -Workspace payments
        function Copy-ByClixml { process { {{Round}} } }
        """);

    public static TheoryData<string, string> Verbs => new()
    {
        { "Update-ApiCredential -ExpirationDays 3 -Force", "Renew" },
        { "Update-ApiCredential -Rotate -Force", "Rotate" },
        { "Set-ApiCredential -Description changed", "Change" },
        { "Disable-ApiCredential", "Disable" },
        { "Enable-ApiCredential", "Enable" },
        { "Revoke-ApiCredential -Confirm:$false", "Revoke" },
        { "Remove-ApiCredential -Confirm:$false", "Remove" },
        { "Update-ApiKey -ExpirationDays 3 -Force", "Renew" },
        { "Update-ApiKey -Rotate -Force", "Rotate" },
        { "Disable-ApiKey", "Disable" },
        { "Enable-ApiKey", "Enable" },
        { "Remove-ApiKey -Confirm:$false", "Remove" },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_takes_objects_in_every_form(string command, string action)
    {
        bool isKey = command.Contains("ApiKey", StringComparison.Ordinal);
        (string noun, string variable, string scope) = isKey ? ("ApiKey", "$key", "Workspace") : ("ApiCredential", "$token", "Namespace");
        string[] forms =
        [
            variable,
            $"{variable}.Id",
            $"({variable} | Copy-ByClixml)",
            $"[pscustomobject]@{{ Id = {variable}.Id; Name = {variable}.Name; {scope} = {variable}.{scope} }}",
            $"[pscustomobject]@{{ Name = 'a-key'.Replace('key', '{(isKey ? "key" : "token")}'); {scope} = 'payments' }}",
        ];
        // One form after the other, on a record that is there again each time.
        foreach (string form in forms)
        {
            string again = isKey
                ? "Get-ApiKey -Workspace payments | Remove-ApiKey -Confirm:$false; $null = New-ApiKey a-key Editor -Workspace payments; $key = Get-ApiKey a-key -Workspace payments"
                : "Get-ApiCredential -Namespace payments | Remove-ApiCredential -Confirm:$false; $null = New-ApiCredential a-token -Type ServiceApiToken -Namespace payments; $token = Get-ApiCredential a-token -Namespace payments";
            _ = Session.Do(action == "Enable" ? $"{again}; {variable} | Disable-{noun}" : again);
            _ = Session.Do($"$null = {form} | {command}");
            PSObject entry = Session.One("Get-CredentialEvent -Newest 1");
            Assert.Equal((form, action, "payments"), (form, entry.Text("Action"), entry.Text("Scope")));
        }

        Assert.Equal(["billing"], Session.Do($"Get-{noun} a-* -{scope} billing").All(scope));
    }

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
