using PSCredentials.Tests.Revocation;

namespace PSCredentials.Tests.Removal;

/// <summary>Certificates of removed credentials are refused everywhere, and nothing that was ended for good is taken back.</summary>
public sealed class RestoreCertificateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_removed_certificate_is_on_hold_and_comes_off_the_list_when_it_is_restored()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential removed = await vault.IssueAsync("removed-one");
        await vault.Vault.RemoveAsync(removed);
        Assert.Equal(new() { [removed.SerialNumber!] = "Certificate Hold" }, await vault.ReadAsync(await vault.ListAsync()));
        Assert.Equal(VerificationReason.Unknown, (await vault.Vault.VerifyAsync(removed)).Reason);

        vault.Vault.Clock.Advance(TimeSpan.FromHours(1));
        await vault.Vault.RestoreAsync(removed);

        Assert.True((await vault.Vault.VerifyAsync(removed)).IsValid);
        Assert.Equal(new() { [removed.SerialNumber!] = "Remove From CRL" }, await vault.ReadAsync(await vault.ListAsync(isDelta: true)));
        Assert.Empty(await vault.ReadAsync(await vault.ListAsync()));

        // And once more.
        vault.Vault.Clock.Advance(TimeSpan.FromHours(1));
        await vault.Vault.RemoveAsync(removed);
        Assert.Equal(new() { [removed.SerialNumber!] = "Certificate Hold" }, await vault.ReadAsync(await vault.ListAsync()));
    }

    [Fact]
    public async Task After_the_retention_it_is_ended_for_good_and_stays_on_the_list()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential removed = await vault.IssueAsync("removed-one");
        await vault.Vault.RemoveAsync(removed);
        await vault.ListAsync();
        vault.Vault.Clock.Advance(RemovalVault.Retention);
        await vault.Vault.IssueAsync("next-token");

        Assert.Equal(new() { [removed.SerialNumber!] = "Cessation Of Operation" }, await vault.ReadAsync(await vault.ListAsync()));
        Assert.Equal(VerificationReason.Unknown, (await vault.Vault.VerifyAsync(removed)).Reason);
    }

    [Fact]
    public async Task Without_retention_it_is_ended_for_good_at_once()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        await vault.Vault.RetainAsync(TimeSpan.Zero);
        IssuedApiCredential removed = await vault.IssueAsync("removed-one");
        await vault.Vault.RemoveAsync(removed);

        Assert.Equal(new() { [removed.SerialNumber!] = "Cessation Of Operation" }, await vault.ReadAsync(await vault.ListAsync()));
    }

    [Fact]
    public async Task What_was_revoked_before_its_removal_stays_on_the_list_whatever_comes_after()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential revoked = await vault.IssueAsync("revoked-one");
        await vault.Vault.Credentials.RevokeAsync(RevocationVault.Of(revoked), RevocationReason.KeyCompromise, None);
        Dictionary<string, string> expected = new() { [revoked.SerialNumber!] = "Key Compromise" };
        await vault.Vault.RemoveAsync(revoked);
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));

        await vault.Vault.RestoreAsync(revoked);
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));
        await vault.Vault.RemoveAsync(revoked);
        vault.Vault.Clock.Advance(RemovalVault.Retention);
        await vault.Vault.IssueAsync("next-token");
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));
    }

    [Fact]
    public async Task One_that_was_switched_off_is_on_hold_all_the_time()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential held = await vault.IssueAsync("held-one");
        Dictionary<string, string> expected = new() { [held.SerialNumber!] = "Certificate Hold" };
        await vault.Vault.Credentials.DisableAsync(RevocationVault.Of(held), None);
        await vault.Vault.RemoveAsync(held);
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));
        vault.Vault.Clock.Advance(TimeSpan.FromHours(1));

        await vault.Vault.RestoreAsync(held);
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));
        Assert.Equal(expected, await vault.ReadAsync(await vault.ListAsync()));
        await vault.Vault.Credentials.EnableAsync(RevocationVault.Of(held), None);
        Assert.Empty(await vault.ReadAsync(await vault.ListAsync()));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task One_in_its_grace_period_ends_with_that(int daysRemoved, bool hasEnded)
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync("rotated-one");
        IssuedApiCredential rotated = await vault.Vault.Credentials.RotateAsync(
            RevocationVault.Of(old), new RotationRequest { Password = BundlePassword.Generate, GracePeriod = TimeSpan.FromDays(2) }, None);
        await vault.Vault.RemoveAsync(rotated);
        Assert.Equal(
            new Dictionary<string, string> { [old.SerialNumber!] = "Certificate Hold", [rotated.SerialNumber!] = "Certificate Hold" }, await vault.ReadAsync(await vault.ListAsync()));

        vault.Vault.Clock.Advance(TimeSpan.FromDays(daysRemoved));
        await vault.Vault.RestoreAsync(rotated);

        Assert.Equal(hasEnded ? VerificationReason.Expired : VerificationReason.Valid, (await vault.Vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.Vault.VerifyAsync(rotated)).IsValid);
        Dictionary<string, string> ended = new() { [old.SerialNumber!] = "Superseded" };
        Assert.Equal(hasEnded ? ended : [], await vault.ReadAsync(await vault.ListAsync()));
        vault.Vault.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(ended, await vault.ReadAsync(await vault.ListAsync()));
    }
}
