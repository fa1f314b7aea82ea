namespace PSCredentials.Tests.Issuing;

public sealed class LifecycleTests
{
    private static readonly CredentialReference Reference = CredentialReference.ByName("sample-token");

    [Fact]
    public async Task Disabling_counts_at_once_and_can_be_taken_back()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        vault.Clock.Advance(TimeSpan.FromMinutes(1));

        ApiCredential disabled = await vault.Credentials.DisableAsync(Reference, CancellationToken.None);
        Assert.Equal((CredentialState.Disabled, (DateTimeOffset?)vault.Clock.Now), (disabled.State, disabled.DisabledAt));
        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(issued)).Reason);

        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        ApiCredential again = await vault.Credentials.DisableAsync(Reference, CancellationToken.None);
        Assert.Equal(disabled.DisabledAt, again.DisabledAt);

        ApiCredential enabled = await vault.Credentials.EnableAsync(Reference, CancellationToken.None);
        Assert.Equal((CredentialState.Active, null), (enabled.State, enabled.DisabledAt));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        await vault.Credentials.EnableAsync(Reference, CancellationToken.None);

        // What changed nothing is no event.
        Assert.Equal(
            [CredentialAction.Create, CredentialAction.Disable, CredentialAction.Enable],
            (await vault.EventsAsync(new CredentialEventQuery { SubjectId = [issued.Id] })).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData(RevocationReason.Unspecified)]
    [InlineData(RevocationReason.KeyCompromise)]
    [InlineData(RevocationReason.PrivilegeWithdrawn)]
    public async Task Revoking_is_for_good(RevocationReason reason)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(issued)).IsValid);

        ApiCredential revoked = await vault.Credentials.RevokeAsync(Reference, reason, CancellationToken.None);

        Assert.Equal((CredentialState.Revoked, (DateTimeOffset?)vault.Clock.Now, (RevocationReason?)reason), (revoked.State, revoked.RevokedAt, revoked.RevocationReason));
        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(issued)).Reason);
        Assert.Equal(reason.ToString(), (await vault.EventsAsync())[^1].Detail);
        foreach (Func<Task> change in new Func<Task>[]
        {
            () => vault.Credentials.RevokeAsync(Reference, RevocationReason.Unspecified, CancellationToken.None),
            () => vault.Credentials.EnableAsync(Reference, CancellationToken.None),
            () => vault.Credentials.DisableAsync(Reference, CancellationToken.None),
        })
        {
            await Refusal.OfAsync(CredentialErrors.AlreadyRevoked, change);
            Assert.Equal("AlreadyRevoked", (await vault.EventsAsync())[^1].Outcome);
        }

        Assert.Equal(reason, (await vault.GetAsync("sample-token")).RevocationReason);
    }

    [Fact]
    public async Task A_reason_that_does_not_exist_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();

        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.Credentials.RevokeAsync(Reference, (RevocationReason)2, CancellationToken.None));

        Assert.Equal(CredentialState.Active, (await vault.GetAsync("sample-token")).State);
    }

    [Fact]
    public async Task Removing_leaves_the_events_and_frees_the_name()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(issued)).IsValid);

        await vault.Credentials.RemoveAsync(Reference, CancellationToken.None);

        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(issued)).Reason);
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.GetAsync("sample-token"));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Credentials.RemoveAsync(Reference, CancellationToken.None));
        Assert.Equal(
            [CredentialAction.Create, CredentialAction.Remove],
            (await vault.EventsAsync(new CredentialEventQuery { SubjectId = [issued.Id] })).Select(entry => entry.Action));
        IssuedApiCredential next = await vault.IssueAsync();
        Assert.NotEqual(issued.Id, next.Id);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(issued)).Reason);
    }

    [Fact]
    public async Task The_more_final_state_wins()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        async Task IsAsync(CredentialState state, VerificationReason reason)
        {
            Assert.Equal(state, (await vault.GetAsync("sample-token")).State);
            Assert.Equal(state, Assert.Single(await vault.ListAsync(new ApiCredentialQuery { State = [state] })).State);
            foreach (CredentialState other in Enum.GetValues<CredentialState>().Where(other => other != state))
            {
                Assert.Empty(await vault.ListAsync(new ApiCredentialQuery { State = [other] }));
            }

            CredentialVerdict verdict = await vault.VerifyAsync(issued);
            Assert.Equal((reason, state), (verdict.Reason, verdict.Credential!.State));
        }

        await IsAsync(CredentialState.Active, VerificationReason.Valid);
        await vault.Credentials.DisableAsync(Reference, CancellationToken.None);
        await IsAsync(CredentialState.Disabled, VerificationReason.Disabled);
        vault.Clock.Set(issued.ExpiresAt.AddMilliseconds(-1));
        await IsAsync(CredentialState.Disabled, VerificationReason.Disabled);
        vault.Clock.Set(issued.ExpiresAt);
        await IsAsync(CredentialState.Expired, VerificationReason.Expired);
        await vault.Credentials.RevokeAsync(Reference, RevocationReason.Unspecified, CancellationToken.None);
        await IsAsync(CredentialState.Revoked, VerificationReason.Revoked);
    }

    [Fact]
    public async Task Changes_replace_what_is_given_and_leave_the_rest()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "sample-token",
            Type = CredentialType.ServiceApiToken,
            Description = "before",
            Label = new Dictionary<string, string> { ["a"] = "1" },
            IPAddress = ["10.0.0.1"],
            NamespaceRole = [new("system", "reader")],
            UserGroup = ["readers"],
        });
        Assert.True((await vault.VerifyAsync(issued, "10.0.0.1")).IsValid);
        vault.Clock.Advance(TimeSpan.FromMinutes(1));

        ApiCredential changed = await vault.Credentials.ChangeAsync(
            Reference, new ApiCredentialChange { IPAddress = ["192.0.2.0/24"], NamespaceRole = [new("system", "writer")] }, CancellationToken.None);

        Assert.Equal(("before", "1", "readers"), (changed.Description, changed.Label["a"], Assert.Single(changed.UserGroup)));
        Assert.Equal((vault.Clock.Now, issued.ExpiresAt), (changed.ModifiedAt, changed.ExpiresAt));
        Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.VerifyAsync(issued, "10.0.0.1")).Reason);
        CredentialVerdict verdict = await vault.VerifyAsync(issued, "192.0.2.7");
        Assert.Equal([new("system", "writer")], verdict.Right);

        ApiCredential emptied = await vault.Credentials.ChangeAsync(
            Reference,
            new ApiCredentialChange { Description = "", Label = new Dictionary<string, string>(), IPAddress = [], NamespaceRole = [], UserGroup = [] },
            CancellationToken.None);
        Assert.Equal((0, 0, 0, 0, string.Empty), (emptied.Label.Count, emptied.IPAddress.Count, emptied.NamespaceRole.Count, emptied.UserGroup.Count, emptied.Description));
        Assert.True((await vault.VerifyAsync(issued, "10.0.0.1")).IsValid);
        Assert.Empty((await vault.GetAsync("sample-token")).Label);
    }
}
