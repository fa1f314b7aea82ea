namespace PSCredentials.Module.Tests.Commands;

/// <summary>Renewing, rotating, changing, switching, revoking and removing, and what verification says afterwards.</summary>
public sealed class ChangeTests : VaultTest
{
    public ChangeTests() => _ = Session.Do("""
        $token = New-ApiCredential a-token -Type ApiToken -ExpirationDays 5
        $service = New-ApiCredential a-service -Type ServiceApiToken -ExpirationDays 5
        $key = New-ApiKey a-key Owner
        """);

    [Fact]
    public void Renewal_moves_the_expiry_and_keeps_the_secret()
    {
        PSObject renewed = Session.One("Update-ApiCredential a-token -ExpirationDays 90 -Force");

        Assert.InRange((renewed.Get<DateTimeOffset>("ExpiresAt") - DateTimeOffset.Now).TotalDays, 89.9, 90.1);
        Assert.Null(renewed.Properties["Token"]);
        Assert.True(Verify("$token"));
    }

    [Fact]
    public void Renewal_takes_a_moment_or_the_default()
    {
        Assert.Equal(
            DateTimeOffset.Parse("2027-05-06T07:08Z", System.Globalization.CultureInfo.InvariantCulture),
            Session.One("Set-CredentialPolicy -MaximumLifetime 3650; Update-ApiCredential a-token -ExpiresAt 2027-05-06T07:08Z").Get<DateTimeOffset>("ExpiresAt"));
        Assert.InRange((Session.One("Update-ApiCredential a-token -Force").Get<DateTimeOffset>("ExpiresAt") - DateTimeOffset.Now).TotalDays, 89.9, 90.1);
    }

    [Fact]
    public void Rotation_ends_the_old_secret_at_once()
    {
        PSObject rotated = Session.One("$new = Update-ApiCredential a-token -Rotate -Force -RenewalWindow 0; $new");

        Assert.False(Verify("$token"));
        Assert.True(Verify("$new"));
        Assert.Equal(Session.One("$token").Text("Id"), rotated.Text("Id"));
        Assert.Equal(Session.One("$token").Get("ExpiresAt"), rotated.Get("ExpiresAt"));
    }

    [Fact]
    public void Rotation_with_a_grace_period_keeps_the_old_secret_for_now()
    {
        PSObject rotated = Session.One("$new = Update-ApiCredential a-token -Rotate -Force -GracePeriod 2h; $new");

        Assert.True(Verify("$token"));
        Assert.True(Verify("$new"));
        Assert.InRange((rotated.Get<DateTimeOffset>("GracePeriodEndsAt") - DateTimeOffset.Now).TotalHours, 1.9, 2.01);
    }

    [Fact]
    public void A_key_renews_and_rotates_and_its_id_changes_with_it()
    {
        PSObject renewed = Session.One("Update-ApiKey a-key -ExpirationDays 10 -Force");
        Assert.Equal(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(10), renewed.Get<DateOnly>("ValidUntil"));
        Assert.Equal(new DateOnly(2027, 3, 4), Session.One("Set-CredentialPolicy -MaximumLifetime 3650; Update-ApiKey a-key -ValidUntil 2027-03-04").Get<DateOnly>("ValidUntil"));

        PSObject rotated = Session.One("$new = Update-ApiKey a-key -Rotate -Force -GracePeriod 1h -AsPlainText; $new");

        Assert.NotEqual(Session.One("$key").Text("Id"), rotated.Text("Id"));
        Assert.Equal(rotated.CallText("GetKey"), Assert.IsType<string>(rotated.Get("Key")));
        Assert.Equal([true, true, false], Session.Do("$key | Test-ApiKey; $new | Test-ApiKey; Test-ApiKey ([guid]::NewGuid())").Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void Disabled_is_refused_and_enabled_is_good_again()
    {
        Assert.Equal("Disabled", Session.One("Disable-ApiCredential a-token -PassThru").Text("State"));
        Assert.Equal("Disabled", Session.One("$token | Test-ApiCredential -Detailed").Text("Reason"));
        Assert.Equal("Active", Session.One("Enable-ApiCredential a-token -PassThru").Text("State"));
        Assert.True(Verify("$token"));

        Assert.Equal("Disabled", Session.One("Disable-ApiKey a-key -PassThru").Text("State"));
        Assert.Equal("Disabled", Session.One("$key | Test-ApiKey -Detailed").Text("Reason"));
        Assert.Equal("Active", Session.One("Enable-ApiKey a-key -PassThru").Text("State"));
        Assert.Empty(Session.Do("Disable-ApiKey a-key; Enable-ApiKey a-key; Disable-ApiCredential a-token; Enable-ApiCredential a-token").Output);
    }

    [Fact]
    public void Revoked_is_refused_for_good_with_its_reason()
    {
        PSObject revoked = Session.One("Revoke-ApiCredential a-token -Reason KeyCompromise -Confirm:$false -PassThru");

        Assert.Equal("Revoked", revoked.Text("State"));
        Assert.Equal("KeyCompromise", revoked.Text("RevocationReason"));
        Assert.Equal("Revoked", Session.One("$token | Test-ApiCredential -Detailed").Text("Reason"));
    }

    [Fact]
    public void Removed_is_gone()
    {
        _ = Session.Do("Remove-ApiCredential a-token -Confirm:$false; Remove-ApiKey a-* -Confirm:$false");

        Assert.Equal(["a-service"], Session.Do("Get-ApiCredential").All("Name"));
        Assert.Empty(Session.Do("Get-ApiKey").Output);
        Assert.Equal("Unknown", Session.One("$token | Test-ApiCredential -Detailed").Text("Reason"));
    }

    [Fact]
    public void Set_changes_what_is_given_and_keeps_the_rest()
    {
        PSObject changed = Session.One("""
            Set-ApiCredential a-service -Description new -NamespaceRole payments:reader, billing:writer
            Set-ApiCredential a-service -Label @{ team = 'pay' } -IPAddress 10.0.0.0/8 -UserGroup 'ops, dev' -PassThru
            """);

        Assert.Equal("new", changed.Text("Description"));
        Assert.Equal("payments:reader billing:writer", changed.Text("NamespaceRole"));
        Assert.Equal("ops dev", changed.Text("UserGroup"));
        Assert.Equal("10.0.0.0/8", changed.Text("IPAddress"));
        Assert.Equal("pay", changed.Get<IReadOnlyDictionary<string, string>>("Label")["team"]);
    }

    [Fact]
    public void Set_takes_away_with_empty_values()
    {
        _ = Session.Do("Set-ApiCredential a-service -Description x -Label @{ a = 'b' } -IPAddress 10.0.0.1 -UserGroup ops -NamespaceRole a:b");

        PSObject changed = Session.One("Set-ApiCredential a-service -Description '' -Label @{} -IPAddress @() -UserGroup @() -NamespaceRole @() -PassThru");

        Assert.Equal("", changed.Text("Description"));
        Assert.Equal("", changed.Text("IPAddress"));
        Assert.Equal("", changed.Text("UserGroup"));
        Assert.Equal("", changed.Text("NamespaceRole"));
        Assert.Empty(changed.Get<IReadOnlyDictionary<string, string>>("Label"));
    }

    [Theory]
    [InlineData("Set-ApiCredential a-service")]
    [InlineData("Set-ApiCredential a-service -Label $null")]
    [InlineData("Set-ApiCredential a-service -IPAddress $null")]
    [InlineData("Set-ApiCredential a-service -UserGroup ''")]
    public void Set_refuses_to_change_nothing(string script)
    {
        SessionResult run = Session.Run(script);

        Assert.Equal("InvalidArgument,PSCredentials.Commands.SetApiCredentialCommand", run.Error.FullyQualifiedErrorId);
        Assert.Empty(Session.Do("Get-CredentialEvent -Action Change").Output);
    }

    private bool Verify(string variable) => (bool)Session.One($"{variable} | Test-ApiCredential").BaseObject;
}
