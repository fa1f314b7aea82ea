using PSCredentials.Module.Tests.Support;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>Update- can be run every day: before the renewal window it does nothing, and says so.</summary>
public sealed class RenewalWindowTests : VaultTest
{
    public RenewalWindowTests() => _ = Session.Do("""
        $token = New-ApiCredential a-token -Type ApiToken -ExpirationDays 31
        $certificate = New-ApiCredential a-certificate -Type ApiCertificate -GeneratePassword -ExpirationDays 31
        $key = New-ApiKey a-key Owner -ValidUntil ([datetime]::UtcNow.AddDays(31))
        """);

    [Theory]
    [InlineData("Update-ApiCredential a-token", "system/a-token (ApiToken)", "renews")]
    [InlineData("Update-ApiCredential a-token -ExpirationDays 90", "system/a-token (ApiToken)", "renews")]
    [InlineData("Update-ApiCredential a-token -ExpirationDays 9", "system/a-token (ApiToken)", "renews")]
    [InlineData("Update-ApiCredential a-token -RenewalWindow 30d", "system/a-token (ApiToken)", "renews")]
    [InlineData("Update-ApiCredential a-token -Rotate", "system/a-token (ApiToken)", "rotates")]
    [InlineData("Update-ApiCredential a-token -Rotate -ExpiresAt ([datetime]::UtcNow.AddDays(60))", "system/a-token (ApiToken)", "rotates")]
    [InlineData("Update-ApiCredential a-certificate -Rotate -GeneratePassword", "system/a-certificate (ApiCertificate)", "rotates")]
    [InlineData("Update-ApiKey a-key", "a-key (Owner)", "renews")]
    [InlineData("Update-ApiKey a-key -ExpirationDays 60", "a-key (Owner)", "renews")]
    [InlineData("Update-ApiKey a-key -Rotate -ValidUntil ([datetime]::UtcNow.AddDays(60))", "a-key (Owner)", "rotates")]
    public void Before_the_window_nothing_is_done_and_a_warning_says_so(string command, string described, string action)
    {
        string[] before = [.. Session.Do("Get-CredentialEvent").All("Sequence")];

        SessionResult run = Session.Run(command).Clean;

        Assert.Empty(run.Output);
        string warning = Assert.Single(run.Streams);
        Assert.StartsWith($"Nothing was done to {described}: it expires 20", warning, StringComparison.Ordinal);
        Assert.EndsWith($"-Force {action} it now.", warning, StringComparison.Ordinal);
        Assert.Equal(before, Session.Do("Get-CredentialEvent").All("Sequence"));
    }

    [Theory]
    [InlineData("Update-ApiCredential a-token -RenewalWindow 32d", "a-token")]
    [InlineData("Update-ApiCredential a-token -ExpirationDays 99", "a-token")]
    [InlineData("Update-ApiCredential a-token -ExpiresAt ([datetime]::UtcNow.AddDays(60))", "a-token")]
    [InlineData("Update-ApiCredential a-token -Rotate -GracePeriod 1h -ExpirationDays 99", "a-token")]
    [InlineData("Update-ApiCredential a-token -Force", "a-token")]
    [InlineData("Update-ApiKey a-key -RenewalWindow 33", "a-key")]
    [InlineData("Update-ApiKey a-key -ValidUntil ([datetime]::UtcNow.AddDays(60))", "a-key")]
    [InlineData("Update-ApiKey a-key -Rotate -GracePeriod 1h -ExpirationDays 120", "a-key")]
    [InlineData("Update-ApiKey a-key -Force", "a-key")]
    public void In_the_window_or_by_force_it_is_done(string command, string name)
    {
        SessionResult run = Session.Run("Set-CredentialPolicy -MaximumLifetime 3650; " + command).Clean;

        Assert.Equal(name, run.Single.Text("Name"));
        Assert.Empty(run.Streams);
    }

    [Theory]
    [InlineData("$null = New-ApiCredential run-daily -Type ApiToken -ExpirationDays 3", "Update-ApiCredential run-daily")]
    [InlineData("$null = New-ApiCredential run-daily -Type ApiToken -ExpirationDays 3", "Update-ApiCredential run-daily -Rotate -GracePeriod 1d")]
    [InlineData("$null = New-ApiCredential run-daily -Type ApiCertificate -GeneratePassword -ExpirationDays 3", "Update-ApiCredential run-daily -Rotate -GracePeriod 1d -GeneratePassword")]
    [InlineData("$null = New-ApiKey run-daily Owner -ValidUntil ([datetime]::UtcNow.AddDays(3))", "Update-ApiKey run-daily -Rotate -GracePeriod 1d")]
    [InlineData("$null = New-ApiKey run-daily Owner -ValidUntil ([datetime]::UtcNow.AddDays(3))", "Update-ApiKey run-daily -ExpirationDays 12")]
    public void The_same_command_twice_updates_once(string arrange, string command)
    {
        _ = Session.Do(arrange);

        Assert.True(Session.Do(command).Single.Get<DateTimeOffset>("ExpiresAt") > DateTimeOffset.Now.AddDays(6));
        Assert.Empty(Session.Run(command).Clean.Output);
    }

    [Fact]
    public void The_facts_are_read_anew_so_that_an_object_read_before_a_renewal_is_not_renewed_again()
    {
        _ = Session.Do("$soon = New-ApiCredential ends-soon -Type ApiToken -ExpirationDays 3; $null = $soon | Update-ApiCredential");

        Assert.Empty(Session.Run("$soon | Update-ApiCredential").Clean.Output);
    }

    [Fact]
    public void A_forced_rotation_keeps_the_expiry_and_one_that_is_due_gives_a_new_lifetime()
    {
        Assert.Equal(
            Session.One("$token").Get("ExpiresAt"),
            Session.One("Update-ApiCredential a-token -Rotate -Force -GracePeriod 1h").Get("ExpiresAt"));
        Assert.Equal(Session.One("$key").Get("ValidUntil"), Session.One("Update-ApiKey a-key -Rotate -Force -GracePeriod 1h").Get("ValidUntil"));

        DateTimeOffset due = Session.One("Update-ApiCredential a-token -Rotate -RenewalWindow 40 -GracePeriod 1h").Get<DateTimeOffset>("ExpiresAt");
        Assert.InRange((due - DateTimeOffset.Now).TotalDays, 89.9, 90.1);
        Assert.Equal(
            DateOnly.FromDateTime(DateTime.UtcNow).AddDays(90),
            Session.One("Update-ApiKey a-key -Rotate -RenewalWindow 40 -GracePeriod 1h").Get<DateOnly>("ValidUntil"));
    }

    [Theory]
    [InlineData("Update-ApiCredential a-certificate -Rotate", "PasswordNotAllowed,")]
    [InlineData("Update-ApiCredential a-token -Rotate -GeneratePassword", "InvalidArgument,")]
    [InlineData("Update-ApiCredential a-certificate", "NotRenewable,")]
    [InlineData("Update-ApiCredential a-token -ExpirationDays 0", "InvalidArgument,")]
    [InlineData("Update-ApiKey a-key -ExpirationDays 0", "InvalidArgument,")]
    public void What_is_wrong_shows_before_the_window_too(string command, string id) =>
        Assert.StartsWith(id, Session.Run(command).Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData("Update-ApiCredential a-token -Rotate -Force", "The old secret of system/a-token (ApiToken) ends now")]
    [InlineData("Update-ApiKey a-key -Rotate -Force", "The old key of a-key (Owner) ends now")]
    public void A_rotation_that_ends_the_old_secret_at_once_says_so_unless_that_was_asked_for(string command, string warning)
    {
        Assert.StartsWith(warning, Assert.Single(Session.Run($"$null = {command}").Clean.Streams), StringComparison.Ordinal);
        Assert.Empty(Session.Run($"$null = {command} -GracePeriod 0").Clean.Streams);
    }

    [Theory]
    [InlineData("$null = $near | Test-ApiCredential", "API credential 'near-end' expires in 4 days; Update-ApiCredential renews or rotates it.")]
    [InlineData("$near | Enable-ApiCredential", "API credential 'near-end' expires in 4 days; Update-ApiCredential renews or rotates it.")]
    [InlineData("$null = $nearKey | Test-ApiKey", "API key 'near-key' expires in ")]
    [InlineData("$null = $nearKey | Update-ApiKey -Rotate -Force -GracePeriod 1h -RenewalWindow 0", "API key 'near-key' expires in ")]
    public void A_credential_near_its_end_is_told_of_when_it_is_used_or_changed(string command, string warning)
    {
        _ = Session.Do("$near = New-ApiCredential near-end -Type ApiToken; $nearKey = New-ApiKey near-key Owner; Disconnect-CredentialAuthority");
        const string Age = "SET created_at = created_at - 86 * 86400000, expires_at = expires_at - 86 * 86400000";
        _ = SqlSession.Run(Vault, $"UPDATE api_credential {Age}; UPDATE api_key {Age}, valid_until = date(valid_until, '-86 days')");
        _ = Session.Do("Connect-CredentialAuthority -Path $vault -Name main");

        string said = Assert.Single(Session.Run(command).Clean.Streams);

        Assert.StartsWith(warning, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("2d", 172_800)]
    [InlineData("2", 172_800)]
    public void A_duration_means_what_was_typed_though_the_engine_takes_it_for_a_number(string typed, int seconds)
    {
        PSObject rotated = Session.One($"Update-ApiCredential a-token -Rotate -Force -GracePeriod {typed}");

        Assert.InRange((rotated.Get<DateTimeOffset>("GracePeriodEndsAt") - DateTimeOffset.Now).TotalSeconds, seconds - 30, seconds);
    }

    [Fact]
    public void A_short_life_is_not_warned_of_while_two_thirds_of_it_are_left() =>
        Assert.Empty(Session.Run("$short = New-ApiCredential short-life -Type ApiToken -ExpirationDays 2; $null = $short | Test-ApiCredential").Clean.Streams);

    [Fact]
    public void An_expired_credential_that_is_enabled_is_told_of()
    {
        SessionResult run = Session.Run("""
            $end = [DateTimeOffset]::UtcNow.AddSeconds(1)
            $gone = New-ApiCredential old-import -Type ApiToken -ExpiresAt $end
            $gone | Disable-ApiCredential
            while ([DateTimeOffset]::UtcNow -le $end.AddSeconds(3)) { [Threading.Thread]::Sleep(100) }
            $gone | Enable-ApiCredential
            """).Clean;

        Assert.Matches("^API credential 'old-import' expired .* ago: it is refused until Update-ApiCredential renews or rotates it.$", Assert.Single(run.Streams));
    }
}
