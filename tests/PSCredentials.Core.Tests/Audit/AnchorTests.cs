using PSCredentials.Storage;

namespace PSCredentials.Tests.Audit;

public sealed class AnchorTests
{
    [Fact]
    public async Task Anchors_fit_the_trail_of_which_they_were_taken_for_good()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        CredentialAuditAnchor first = await trail.AnchorAsync();
        await trail.AddAsync("later-1");
        CredentialAuditAnchor second = CredentialAuditAnchor.Parse((await trail.AnchorAsync()).ToText());
        await trail.AddAsync("later-2");

        CredentialAuditVerdict verdict = await trail.VerifyAsync(second, first, second);

        Assert.Equal((true, 3, 14L, 1L, "local"), (verdict.IsIntact, verdict.AnchorCount, verdict.EventCount, verdict.ProtectedSince, verdict.Authority));
        Assert.Equal((12L, 13L, trail.Vault.Clock.Now.AddMilliseconds(-1)), (first.Sequence, second.Sequence, second.Time));
        Assert.DoesNotContain('\n', second.ToText());
    }

    [Fact]
    public async Task An_older_copy_of_the_whole_database_is_found_and_named_also_where_it_went_on()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        CredentialAuditAnchor before = await trail.AnchorAsync();
        await trail.Vault.CloseAsync();
        byte[] copy = await File.ReadAllBytesAsync(trail.Vault.Database, TestContext.Current.CancellationToken);
        await trail.Vault.OpenAgainAsync();
        await trail.AddAsync("forgotten-1");
        await trail.AddAsync("forgotten-2");
        CredentialAuditAnchor after = await trail.AnchorAsync();
        await trail.Vault.CloseAsync();
        await File.WriteAllBytesAsync(trail.Vault.Database, copy, TestContext.Current.CancellationToken);
        await trail.Vault.OpenAgainAsync();

        Assert.True((await trail.VerifyAsync(before)).IsIntact);
        Assert.Equal((CredentialAuditFinding.RolledBack, 13L, 1), Parts(await trail.VerifyAsync(after, before)));
        await trail.AddAsync("other-1");
        Assert.Equal((CredentialAuditFinding.RolledBack, 14L, 1), Parts(await trail.VerifyAsync(after, before)));
        await trail.AddAsync("other-2");
        await trail.AddAsync("other-3");
        CredentialAuditVerdict verdict = await trail.VerifyAsync(after, before);
        Assert.Equal((CredentialAuditFinding.RolledBack, 14L, 1), Parts(verdict));
        Assert.Contains("the events 13 to 14", verdict.Message, StringComparison.Ordinal);
        Assert.True((await trail.VerifyAsync(before)).IsIntact);
    }

    [Fact]
    public async Task Events_cut_off_together_with_a_head_that_was_saved_are_found_by_an_anchor()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        await trail.TamperAsync("CREATE TABLE saved AS SELECT * FROM audit_head");
        await trail.AddAsync("cut-off");
        CredentialAuditAnchor anchor = await trail.AnchorAsync();

        const string Restore = "DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM saved";
        await trail.TamperAsync(Restore);
        Assert.Equal((CredentialAuditFinding.HeadChanged, null, 1), Parts(await trail.VerifyAsync(anchor)));
        await trail.TamperAsync("DELETE FROM event WHERE sequence = 13");

        Assert.True((await trail.VerifyAsync()).IsIntact);
        Assert.Equal((CredentialAuditFinding.RolledBack, 13L, 0), Parts(await trail.VerifyAsync(anchor)));
    }

    [Fact]
    public async Task Events_cut_off_together_with_the_head_are_named_by_an_anchor()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        CredentialAuditAnchor anchor = await trail.AnchorAsync();
        await trail.TamperAsync("DELETE FROM event WHERE sequence > 9; DELETE FROM audit_head");

        Assert.Equal((CredentialAuditFinding.HeadChanged, null, 0), Parts(await trail.VerifyAsync()));
        Assert.Equal((CredentialAuditFinding.Truncated, 10L, 0), Parts(await trail.VerifyAsync(anchor)));
    }

    [Fact]
    public async Task Anchors_of_others_and_changed_ones_are_refused()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        await using SampleVault other = await SampleVault.OpenAsync();
        CredentialAuditAnchor anchor = await trail.AnchorAsync();

        await RefusedAsync(await other.Authority.AuditIntegrity.GetAnchorAsync(CancellationToken.None), "is of the authority");
        await RefusedAsync(anchor with { Sequence = 11 }, "is not as the authority made it");
        await RefusedAsync(anchor with { Time = anchor.Time.AddDays(1) }, "is not as the authority made it");
        await RefusedAsync(anchor with { Chain = new string('0', 64) }, "is not as the authority made it");
        await RefusedAsync(anchor with { Proof = new string('0', 64) }, "is not as the authority made it");

        async Task RefusedAsync(CredentialAuditAnchor wrong, string fault)
        {
            CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => trail.VerifyAsync(wrong));
            Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"authorityId":"a","sequence":1,"time":"2026-11-23T00:00:00Z","chain":"00","proof":"00"}""")]
    [InlineData("""{"authorityId":"a","sequence":0,"time":"2026-11-23T00:00:00Z","chain":"00","proof":"00"}""")]
    [InlineData("""{"authorityId":"a","sequence":1,"time":"yesterday","chain":"00","proof":"00"}""")]
    [InlineData("""{"authorityId":"a","sequence":1,"sequence":2,"time":"2026-11-23T00:00:00Z","chain":"00","proof":"00"}""")]
    [InlineData("""{"authorityId":"a","sequence":1,"time":"2026-11-23T00:00:00Z","chain":null,"proof":null}""")]
    public Task What_is_no_anchor_is_refused(string text) =>
        Refusal.OfAsync(CredentialErrors.InvalidArgument, () => Task.Run(() => CredentialAuditAnchor.Parse(text)));

    [Fact]
    public async Task No_anchor_is_taken_of_a_trail_whose_end_is_not_right()
    {
        await using SampleTrail trail = await SampleTrail.MakeAsync();
        await trail.TamperAsync("DELETE FROM event WHERE sequence = 12");
        await Refusal.OfAsync(CredentialErrors.StoreDamaged, trail.AnchorAsync);
        await trail.TamperAsync("DELETE FROM audit_head");
        await Refusal.OfAsync(CredentialErrors.StoreDamaged, trail.AnchorAsync);
    }

    private static (CredentialAuditFinding Finding, long? Sequence, int Anchors) Parts(CredentialAuditVerdict verdict) => (verdict.Finding, verdict.Sequence, verdict.AnchorCount);
}
