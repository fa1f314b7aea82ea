namespace PSCredentials.Tests.Authority;

public sealed class ActingCallerTests
{
    private const int Callers = 32;
    private const int Rounds = 8;

    [Fact]
    public async Task Callers_that_write_at_once_each_own_what_they_made_and_are_named_for_what_they_did()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var served = (IServedAuthority)vault.Authority;

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(async () =>
        {
            string caller = $"caller-{number}";
            for (int round = 0; round < Rounds; round++)
            {
                string name = $"{caller}-{round}";
                await using ICredentialAuthority acting = served.ActingAs(caller);
                await acting.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken }, CancellationToken.None);
                await acting.ApiKeys.CreateAsync(new ApiKeyRequest { Name = name, Role = ApiKeyRole.Owner }, CancellationToken.None);
                await acting.ApiCredentials.RevokeAsync(CredentialReference.ByName(name), RevocationReason.Superseded, CancellationToken.None);
                await Refusal.OfAsync(
                    CredentialErrors.AlreadyRevoked,
                    () => acting.ApiCredentials.EnableAsync(CredentialReference.ByName(name), CancellationToken.None));
            }
        })));

        List<ApiCredential> made = await vault.ListAsync();
        Assert.Equal(Callers * Rounds, made.Count);
        Assert.All(made, credential => Assert.Equal(credential.Owner, credential.Name[..credential.Name.LastIndexOf('-')]));
        List<CredentialEvent> events = [.. (await vault.EventsAsync()).Where(entry => entry.SubjectType != CredentialSubject.Authority)];
        Assert.Equal(Callers * Rounds * 4, events.Count);
        Assert.All(events, entry => Assert.Equal(entry.Actor, entry.SubjectName[..entry.SubjectName.LastIndexOf('-')]));
        Assert.Equal(Callers * Rounds, events.Count(entry => entry.Outcome == nameof(CredentialErrors.AlreadyRevoked)));
    }

    [Fact]
    public async Task Callers_share_the_verifier_and_what_one_revokes_is_refused_to_all_at_once()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var served = (IServedAuthority)vault.Authority;
        ICredentialAuthority alice = served.ActingAs("alice");
        ICredentialAuthority bob = served.ActingAs("bob");
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await SampleVault.VerifyAsync(bob, issued)).IsValid);

        await alice.ApiCredentials.RevokeAsync(CredentialReference.ById(issued.Id), RevocationReason.KeyCompromise, CancellationToken.None);

        Assert.Same(alice.Verifier, bob.Verifier);
        Assert.Equal(VerificationReason.Revoked, (await SampleVault.VerifyAsync(bob, issued)).Reason);
        Assert.Equal(("alice", "tester"), ((await alice.DescribeAsync(CancellationToken.None)).Caller, (await vault.Authority.DescribeAsync(CancellationToken.None)).Caller));
    }

    [Fact]
    public async Task Closing_what_acts_for_a_caller_closes_nothing_and_closing_the_authority_closes_all()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority acting = ((IServedAuthority)vault.Authority).ActingAs("alice");
        IssuedApiCredential issued = await vault.IssueAsync();

        await acting.DisposeAsync();
        Assert.True((await SampleVault.VerifyAsync(acting, issued)).IsValid);
        await acting.ApiCredentials.DisableAsync(CredentialReference.ById(issued.Id), CancellationToken.None);

        await vault.Authority.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => acting.ApiCredentials.GetAsync(CredentialReference.ById(issued.Id), CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => SampleVault.VerifyAsync(acting, issued).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => acting.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "late-token", Type = CredentialType.ApiToken }, CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => acting.DescribeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task To_act_for_a_caller_costs_a_few_small_objects()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var served = (IServedAuthority)vault.Authority;
        _ = served.ActingAs("warm").ApiKeys;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _ = served.ActingAs("alice").ApiKeys;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1000 * 512);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task What_is_no_name_cannot_act(string caller)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => Task.FromResult(((IServedAuthority)vault.Authority).ActingAs(caller)));
    }
}
