namespace PSCredentials.Module.Tests.Commands;

/// <summary>Undoing a removal, from the list of what was removed to the policy that says for how long.</summary>
public sealed class RestoreTests : VaultTest
{
    public RestoreTests() => _ = Session.Do("""
        $token = New-ApiCredential a-token -Type ApiToken
        $key = New-ApiKey a-key Owner
        $null = New-CredentialProject shop
        $person = New-ProjectCredential ada shop -GeneratePassword -Email ada@example.com -FullName Ada
        Remove-ApiCredential a-token -Confirm:$false
        Remove-ApiKey a-key -Confirm:$false
        Remove-ProjectCredential ada -Confirm:$false
        """);

    [Fact]
    public void What_was_removed_is_refused_until_it_is_restored()
    {
        Assert.Equal("False Unknown", Text("$v = Test-ApiCredential $token -Detailed; \"$($v.IsValid) $($v.Reason)\""));
        Assert.Equal("False Unknown", Text("$v = Test-ApiKey $key -Detailed; \"$($v.IsValid) $($v.Reason)\""));
        Assert.Equal("False", Text("Test-ProjectCredential ada $person.Password"));

        _ = Session.Do("Restore-ApiCredential a-token; Restore-ApiKey a-key; Restore-ProjectCredential ada");

        Assert.Equal("True", Text("Test-ApiCredential $token"));
        Assert.Equal("True", Text("Test-ApiKey $key"));
        Assert.Equal("True", Text("Test-ProjectCredential ada $person.Password"));
        Assert.Empty(Session.Do("Get-ApiCredential -Removed; Get-ApiKey -Removed; Get-ProjectCredential -Removed").Output);
    }

    [Theory]
    [InlineData("Get-ApiCredential", "a-token", "ApiCredential")]
    [InlineData("Get-ApiKey", "a-key", "ApiKey")]
    [InlineData("Get-ProjectCredential", "ada", "ProjectCredential")]
    public void The_list_says_who_removed_it_and_until_when_it_can_be_restored(string command, string name, string family)
    {
        Assert.Empty(Session.Do(command).Output);
        PSObject removed = Session.One($"{command} {name} -Removed");

        Assert.Equal($"PSCredentials.Removed{family}", removed.TypeNames[0]);
        Assert.Equal(Environment.UserName, removed.Text("RemovedBy"));
        Assert.Equal(TimeSpan.FromDays(7), removed.Get<DateTimeOffset>("RestorableUntil") - removed.Get<DateTimeOffset>("RemovedAt"));
        Assert.Single(Session.Do($"{command} {name[..2]}* -Removed -State Active").Output);
        Assert.Empty(Session.Do($"{command} -Removed -State Expired").Output);
        Assert.Equal("1", Text($"({command} -Removed -IncludeTotalCount -First 0).ToString().Replace('Total count: ', '')"));
        ErrorRecord error = Session.Run($"{command} nobody -Removed").Error;
        Assert.StartsWith("NotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("Removed.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Restore-ApiCredential a-token")]
    [InlineData("Restore-ApiCredential A-TOK*")]
    [InlineData("Get-ApiCredential -Removed | Restore-ApiCredential")]
    [InlineData("$token | Restore-ApiCredential")]
    [InlineData("Restore-ApiCredential -Id $token.Id")]
    [InlineData("Restore-ApiCredential a-token -Namespace system")]
    [InlineData("[pscustomobject]@{ Name = 'a-token'; Namespace = 'system' } | Restore-ApiCredential")]
    public void It_is_named_like_everything_else(string script)
    {
        PSObject restored = Session.One(script + " -PassThru");

        Assert.Equal("PSCredentials.ApiCredential", restored.TypeNames[0]);
        Assert.Equal(Text("$token.Id"), restored.Text("Id"));
        Assert.Equal("True", Text("Test-ApiCredential $token"));
    }

    [Fact]
    public void Restoring_twice_or_what_is_there_is_an_error_and_the_pipeline_goes_on()
    {
        SessionResult run = Session.Run("'a-token', 'a-token' | Restore-ApiCredential -PassThru");

        Assert.Single(run.Output);
        Assert.StartsWith("NotFound,PSCredentials.Commands.RestoreApiCredentialCommand", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("a-token", run.Error.TargetObject);
    }

    [Fact]
    public void A_name_that_was_taken_since_is_refused()
    {
        _ = Session.Do("$null = New-ApiCredential a-token -Type ApiToken");

        ErrorRecord error = Session.Run("Restore-ApiCredential a-token").Error;

        Assert.StartsWith("AlreadyExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("ResourceExists", error.CategoryInfo.Category.ToString());
        Assert.Single(Session.Do("Get-ApiCredential a-token -Removed").Output);
    }

    [Fact]
    public void The_policy_says_for_how_long()
    {
        Assert.Equal("7", Text("(Get-CredentialPolicy).RemovalRetention.TotalDays"));
        Assert.Equal("0.5", Text("(Set-CredentialPolicy -RemovalRetention 12h -PassThru).RemovalRetention.TotalDays.ToString([Globalization.CultureInfo]::InvariantCulture)"));
        _ = Session.Do("Set-CredentialPolicy -RemovalRetention 0");
        Assert.Empty(Session.Do("Get-ApiCredential -Removed").Output);
        Assert.StartsWith("NotFound,", Session.Run("Restore-ApiCredential a-token").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Purge", Text("(Get-CredentialEvent -Newest 2)[0].Action"));
        Assert.StartsWith("InvalidArgument,", Session.Run("Set-CredentialPolicy -RemovalRetention 366d").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_key_is_not_shown_whole() =>
        Assert.StartsWith("InvalidArgument,", Session.Run("Get-ApiKey -Removed -IncludeSecret").Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    private string Text(string script) => Session.One(script).ToString();
}
