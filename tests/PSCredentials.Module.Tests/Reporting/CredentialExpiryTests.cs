using System.Globalization;
using System.Management.Automation;

namespace PSCredentials.Module.Tests.Reporting;

/// <summary>What ends soon: over all families and several authorities, counted in days, and never anything else.</summary>
public sealed class CredentialExpiryTests : VaultTest
{
    private static readonly DateTime s_today = DateTime.UtcNow.Date;

    [Fact]
    public void Lists_all_families_in_the_order_of_their_ends()
    {
        Issue();

        string[] lines = Read("Get-CredentialExpiry");

        Assert.Equal(["soon-token 6 7 ServiceApiToken", "soon-key 12 14 ApiKey", "ada 28 30 ProjectCredential"], lines);
    }

    [Theory]
    [InlineData("6", "soon-token 6 6 ServiceApiToken")]
    [InlineData("5")]
    [InlineData("90, 12 -Family ApiKey", "soon-key 12 12 ApiKey")]
    [InlineData("13 -Family ApiKey, ProjectCredential", "soon-key 12 13 ApiKey")]
    [InlineData("100 -Owner 'Ada*'", "ada 28 100 ProjectCredential")]
    [InlineData("100 -Owner gr?ce", "soon-key 12 100 ApiKey")]
    [InlineData("100 -Owner nobody")]
    [InlineData("100 -Family ProjectCredential -Project shop*", "ada 28 100 ProjectCredential")]
    [InlineData("100 -Family ProjectCredential -Project bill*")]
    public void Lists_what_was_asked_for(string arguments, params string[] lines)
    {
        Issue();

        Assert.Equal(lines, Read($"Get-CredentialExpiry {arguments}"));
    }

    [Fact]
    public void A_disabled_credential_is_listed_a_revoked_one_is_not_and_an_ended_one_only_where_it_is_asked_for()
    {
        Issue();
        _ = Session.Do("Disable-ApiCredential soon-token; Revoke-ApiCredential (Get-ApiCredential later-token) -Confirm:$false");
        _ = SqlSession.Run(Vault, "UPDATE api_key SET expires_at = expires_at - 15 * 86400000");

        Assert.Equal(["soon-token 6 7 ServiceApiToken", "ada 28 30 ProjectCredential"], Read("Get-CredentialExpiry"));
        Assert.Equal("soon-key -3 0 ApiKey", Read("Get-CredentialExpiry -IncludeExpired")[0]);
        Assert.DoesNotContain(Read("Get-CredentialExpiry 400 -IncludeExpired"), line => line.StartsWith("later-token", StringComparison.Ordinal));
    }

    [Fact]
    public void Pipes_into_the_commands_of_its_family()
    {
        Issue();

        _ = Session.Do("Get-CredentialExpiry -Family ApiKey | Update-ApiKey -ValidUntil ([datetime]::UtcNow.AddDays(200))");
        _ = Session.Do("Get-CredentialExpiry -Family ApiCredential | Update-ApiCredential -ExpirationDays 200 -Force");
        _ = Session.Do("Get-CredentialExpiry -Family ProjectCredential | Disable-ProjectCredential");

        Assert.Equal(["ada 28 30 ProjectCredential"], Read("Get-CredentialExpiry"));
        Assert.Equal("Disabled", Session.One("(Get-CredentialExpiry).State").ToString());
    }

    [Fact]
    public void Several_authorities_come_into_one_list()
    {
        Issue();
        _ = Session.Do("$null = Connect-CredentialAuthority -Path $folder/other -Name other; New-ApiCredential other-token -Type ServiceApiToken -ExpirationDays 3");

        SessionResult run = Session.Run("Get-CredentialExpiry 7 -Authority main, other, nobody");

        Assert.Equal(["other-token other", "soon-token main"], run.Output.Select(expiry => $"{expiry} {expiry.Properties["Authority"].Value}".Split(' ') is [string name, _, string of] ? $"{name} {of}" : string.Empty));
        Assert.Equal("AuthorityNotConnected", run.Error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("soon")]
    public void A_threshold_that_is_no_number_of_days_is_refused(string threshold) =>
        Assert.Contains("Argument", Session.Run($"Get-CredentialExpiry {threshold}").Error.FullyQualifiedErrorId.Split(',')[0], StringComparison.Ordinal);

    private void Issue() => _ = Session.Do(string.Create(CultureInfo.InvariantCulture, $$"""
        New-ApiCredential soon-token -Type ServiceApiToken -Namespace shopping -ExpiresAt {{s_today.AddDays(6):yyyy-MM-dd}}T12:00Z
        New-ApiCredential later-token -Type ServiceApiToken -Namespace shopping -ExpirationDays 60
        New-ApiKey soon-key Editor -Workspace shop -UserName grace -ValidUntil {{s_today.AddDays(12):yyyy-MM-dd}}
        $null = New-CredentialProject shopping
        New-ProjectCredential ada shopping -GeneratePassword -Email ada@example.com -FullName 'Ada Lovelace' -ExpireDate {{s_today.AddDays(29):yyyy-MM-dd}}T00:00Z
        New-ProjectCredential till shopping -GeneratePassword -Email till@example.com -FullName Till
        """));

    private string[] Read(string command) =>
        [.. Session.Do($"{command} | ForEach-Object {{ \"$($_.Name) $($_.DaysLeft) $($_.Threshold) $($_.Type)\" }}").Output.Select((PSObject line) => line.ToString())];
}
