using PSCredentials.Storage;
using PSCredentials.Tests.Storage;

namespace PSCredentials.Tests.Audit;

/// <summary>The trail of a vault that a version without protection made.</summary>
public sealed class AdoptionTests
{
    private static async Task<SampleTrail> MakeOlderAsync(Action<SampleVault> goBack)
    {
        SampleTrail trail = await SampleTrail.MakeAsync();
        await trail.Vault.CloseAsync();
        goBack(trail.Vault);
        return trail;
    }

    [Fact]
    public async Task It_is_taken_as_it_is_when_the_vault_is_opened_and_says_so()
    {
        foreach (Action<SampleVault> goBack in new Action<SampleVault>[] { OlderSchema.GoBackToFifth, OlderSchema.GoBackToFirst })
        {
            await using SampleTrail trail = await MakeOlderAsync(goBack);

            // Two at once: one of them does it.
            await Task.WhenAll(Task.Run(() => trail.Vault.OpenAgainAsync()), Task.Run(() => new EmbeddedAuthorityProvider(trail.Vault.Clock).OpenAsync(trail.Vault.Options, CancellationToken.None)));

            CredentialAuditVerdict verdict = await trail.VerifyAsync();
            Assert.Equal((true, 13L, 13L), (verdict.IsIntact, verdict.EventCount, verdict.ProtectedSince));
            CredentialEvent said = (await trail.Vault.EventsAsync())[^1];
            Assert.Equal((CredentialAction.ProtectAuditTrail, "tester", "12 events from before are taken as they were"), (said.Action, said.Actor, said.Detail));
            await trail.AddAsync("later-1");
            await trail.Vault.CloseAsync();
            await trail.Vault.OpenAgainAsync();
            Assert.Equal((true, 14L), (await trail.VerifyAsync() is var again && again.IsIntact, (await trail.VerifyAsync()).EventCount));
            await trail.TamperAsync("UPDATE event SET actor = 'mallory' WHERE sequence = 3");
            Assert.Equal((CredentialAuditFinding.Edited, 3L), Found(await trail.VerifyAsync()));
        }
    }

    [Theory]
    [InlineData("UPDATE event SET own = NULL, chain = NULL; DELETE FROM audit_head")]
    [InlineData(OlderSchema.BackToEleventh + "ALTER TABLE event DROP COLUMN own; ALTER TABLE event DROP COLUMN chain; DROP TABLE audit_head; PRAGMA user_version = 10")]
    public async Task It_is_not_taken_again_from_a_vault_that_is_made_to_look_older(string sql)
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        await trail.TamperAsync($"UPDATE event SET actor = 'mallory' WHERE sequence = 5; {sql}");

        Assert.Equal((CredentialAuditFinding.Edited, 1L), Found(await trail.VerifyAsync()));
        await trail.AddAsync("later-1");
        Assert.Equal((CredentialAuditFinding.Edited, 1L), Found(await trail.VerifyAsync()));
    }

    [Fact]
    public async Task It_stays_right_when_the_protection_changes()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        CredentialAuditAnchor anchor = await trail.AnchorAsync();
        await trail.Vault.Authority.ChangeProtectionAsync(VaultProtection.Passphrase, new SecretText("correct horse battery"), CancellationToken.None);
        await trail.Vault.CloseAsync();
        await trail.Vault.OpenAgainAsync(new AuthorityOptions { Path = trail.Vault.Folder, Passphrase = new SecretText("correct horse battery") });

        CredentialAuditVerdict verdict = await trail.VerifyAsync(anchor);
        Assert.Equal((true, 13L, 1L), (verdict.IsIntact, verdict.EventCount, verdict.ProtectedSince));
    }

    [Fact]
    public async Task A_gap_from_before_shows()
    {
        await using SampleTrail trail = await MakeOlderAsync(vault =>
        {
            OlderSchema.GoBackToFifth(vault);
            using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
            connection.Execute("DELETE FROM event WHERE sequence = 4");
        });
        await trail.Vault.OpenAgainAsync();

        Assert.Equal((CredentialAuditFinding.Deleted, 4L), Found(await trail.VerifyAsync()));
    }

    private static (CredentialAuditFinding Finding, long? Sequence) Found(CredentialAuditVerdict verdict) => (verdict.Finding, verdict.Sequence);
}
