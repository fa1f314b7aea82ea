namespace PSCredentials.Tests.Revocation;

/// <summary>Many credentials revoked at once: each with its own outcome, by the rules of one.</summary>
public sealed class RevokeAllTests
{
    [Fact]
    public async Task Each_is_revoked_as_one_alone_would_be()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        SampleVault store = vault.Vault;
        IssuedApiCredential alone = await vault.IssueAsync("revoked-alone");
        IssuedApiCredential certificate = await vault.IssueAsync("a-certificate");
        IssuedApiCredential token = await store.IssueAsync("plain-token");
        ApiCredential before = await store.Credentials.RevokeAsync(RevocationVault.Of(alone), RevocationReason.KeyCompromise, CancellationToken.None);

        IReadOnlyList<RevocationOutcome> outcomes = await RevokeAsync(store, CredentialReference.ByName("A-Certificate"), RevocationVault.Of(token));

        Assert.Equal(["a-certificate", "plain-token"], outcomes.Select(outcome => outcome.Credential?.Name));
        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        foreach (RevocationOutcome outcome in outcomes)
        {
            Assert.Equal(outcome.Credential, await store.GetAsync(outcome.Credential!.Name));
            Assert.Equal(
                (CredentialState.Revoked, before.RevokedAt, before.RevocationReason, before.ModifiedAt),
                (outcome.Credential.State, outcome.Credential.RevokedAt, outcome.Credential.RevocationReason, outcome.Credential.ModifiedAt));
        }

        Assert.Equal(VerificationReason.Revoked, (await store.VerifyAsync(certificate)).Reason);
        Assert.Equal(VerificationReason.Revoked, (await store.VerifyAsync(token)).Reason);
        Dictionary<string, string> listed = await vault.ReadAsync(await vault.ListAsync());
        Assert.Equal(2, listed.Count);
        Assert.Equal(listed[alone.SerialNumber!], listed[certificate.SerialNumber!]);
        CredentialEvent[] events = [.. (await store.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Revoke] }))];
        Assert.Equal([alone.Id, certificate.Id, token.Id], events.Select(entry => entry.SubjectId));
        Assert.Single(events.Select(entry => entry with { Sequence = 0, SubjectId = "", SubjectName = "", Scope = "" }).Distinct());
        Assert.Equal(("a-certificate", certificate.Namespace, "tester"), (events[1].SubjectName, events[1].Scope, events[1].Actor));
    }

    [Fact]
    public async Task What_is_refused_undoes_no_other()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync("first-token");
        IssuedApiCredential last = await vault.IssueAsync("last-token");
        await vault.IssueAsync(new ApiCredentialRequest { Name = "in-two", Type = CredentialType.ApiToken, Namespace = "namespace-one" });
        await vault.IssueAsync(new ApiCredentialRequest { Name = "in-two", Type = CredentialType.ApiToken, Namespace = "namespace-two" });

        IReadOnlyList<RevocationOutcome> outcomes = await RevokeAsync(
            vault,
            CredentialReference.ByName("first-token"),
            CredentialReference.ByName("no-such-token"),
            CredentialReference.ById(Guid.Empty.ToString()),
            CredentialReference.ByName("in-two"),
            CredentialReference.ByName("nul\0nul"),
            CredentialReference.ById(first.Id.ToUpperInvariant()),
            CredentialReference.ByName("in-two", "Namespace-Two"),
            CredentialReference.ById(last.Id));

        Assert.Equal(
            [null, CredentialErrors.NotFound, CredentialErrors.NotFound, CredentialErrors.AmbiguousName, CredentialErrors.InvalidArgument, CredentialErrors.AlreadyRevoked, null, null],
            outcomes.Select(outcome => outcome.Refusal?.Definition));
        Assert.All(outcomes, outcome => Assert.NotEqual(outcome.Credential is null, outcome.Refusal is null));
        Assert.Equal("namespace-two", outcomes[6].Credential!.Namespace);
        Assert.Equal(
            ["first-token Success KeyCompromise", "in-two Success KeyCompromise", "last-token Success KeyCompromise", "first-token AlreadyRevoked "],
            (await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Revoke] })).Select(entry => $"{entry.SubjectName} {entry.Outcome} {entry.Detail}"));
    }

    [Fact]
    public async Task Nothing_behind_the_first_refusal_is_touched_where_that_is_asked_for()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync("first-token");
        IssuedApiCredential last = await vault.IssueAsync("last-token");

        IReadOnlyList<RevocationOutcome> outcomes = await vault.Credentials.RevokeAllAsync(
            [CredentialReference.ByName("first-token"), CredentialReference.ByName("no-such-token"), CredentialReference.ById(last.Id)],
            RevocationReason.Unspecified,
            stopAtRefusal: true,
            CancellationToken.None);

        Assert.Equal(["first-token", null], outcomes.Select(outcome => outcome.Credential?.Name));
        Assert.Equal(CredentialErrors.NotFound, outcomes[1].Refusal?.Definition);
        Assert.True((await vault.VerifyAsync(last)).IsValid);
    }

    [Fact]
    public async Task A_certificate_in_its_grace_period_ends_with_the_others_and_one_on_hold_is_revoked()
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        IssuedApiCredential rotated = await vault.IssueAsync("rotated-one");
        IssuedApiCredential held = await vault.IssueAsync("held-one");
        await vault.Vault.Credentials.RotateAsync(
            RevocationVault.Of(rotated), new RotationRequest { Password = BundlePassword.Generate, GracePeriod = TimeSpan.FromHours(1) }, CancellationToken.None);
        await vault.Vault.Credentials.DisableAsync(RevocationVault.Of(held), CancellationToken.None);

        await RevokeAsync(vault.Vault, RevocationVault.Of(rotated), RevocationVault.Of(held));

        Dictionary<string, string> listed = await vault.ReadAsync(await vault.ListAsync());
        Assert.Equal(3, listed.Count);
        Assert.All(listed.Values, reason => Assert.Equal("Key Compromise", reason));
        Assert.Equal(VerificationReason.Revoked, (await vault.Vault.VerifyAsync(rotated)).Reason);
    }

    [Fact]
    public async Task More_than_a_transaction_takes_keep_their_order()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential only = await vault.IssueAsync("only-token");
        CredentialReference[] references = [.. Enumerable.Range(0, 25_000).Select(_ => CredentialReference.ById(only.Id))];

        IReadOnlyList<RevocationOutcome> outcomes = await RevokeAsync(vault, references);

        Assert.Equal(references.Length, outcomes.Count);
        Assert.NotNull(outcomes[0].Credential);
        Assert.All(outcomes.Skip(1), outcome => Assert.Equal(CredentialErrors.AlreadyRevoked, outcome.Refusal?.Definition));
        Assert.Equal(references.Length + 1, (await vault.EventsAsync()).Count(entry => entry.SubjectId == only.Id));
    }

    [Fact]
    public async Task Nothing_is_revoked_by_whom_has_given_up_or_for_no_reason()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        CredentialReference[] references = [CredentialReference.ById(issued.Id)];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            vault.Credentials.RevokeAllAsync(references, RevocationReason.KeyCompromise, stopAtRefusal: false, new CancellationToken(canceled: true)));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () =>
            vault.Credentials.RevokeAllAsync(references, (RevocationReason)77, stopAtRefusal: false, CancellationToken.None));

        Assert.Empty(await RevokeAsync(vault));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    private static Task<IReadOnlyList<RevocationOutcome>> RevokeAsync(SampleVault vault, params CredentialReference[] references) =>
        vault.Credentials.RevokeAllAsync(references, RevocationReason.KeyCompromise, stopAtRefusal: false, CancellationToken.None);
}
