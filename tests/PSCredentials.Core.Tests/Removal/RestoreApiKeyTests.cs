using PSCredentials.Tests.AccessTokens;

namespace PSCredentials.Tests.Removal;

/// <summary>Undoing the removal of API keys.</summary>
public sealed class RestoreApiKeyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_restored_key_works_again_with_what_was_granted_for_it_and_can_be_read_whole()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey old = await vault.IssueKeyAsync();
        IssuedApiKey key = await vault.Keys.RotateAsync(RemovalVault.Of(old), TimeSpan.FromDays(2), null, None);
        string token = await vault.GrantAsync(key, "192.0.2.1");
        ApiKey before = await vault.Keys.GetAsync(RemovalVault.Of(key), None);
        await vault.Keys.RemoveAsync(RemovalVault.Of(key), None);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(key)).Reason);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(old)).Reason);
        Assert.NotEqual(VerificationReason.Valid, await vault.PresentTokenAsync(token, "192.0.2.1"));

        RemovedApiKey removed = await vault.Authority.RemovedApiKeys.GetAsync(CredentialReference.ByName("sample-key"), None);
        Assert.Equal((vault.Clock.Now, "tester", vault.Clock.Now + RemovalVault.Retention, before.MaskedKey), (removed.RemovedAt, removed.RemovedBy, removed.RestorableUntil, removed.MaskedKey));
        ApiKey restored = await vault.Authority.RemovedApiKeys.RestoreAsync(CredentialReference.ByName("sample-key"), None);

        Assert.Equal(before with { ModifiedAt = before.ModifiedAt.AddMilliseconds(1) }, restored);
        Assert.True((await vault.VerifyAsync(key)).IsValid);
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token, "192.0.2.1"));
        Assert.Equal(key.GetKey(), (await vault.Keys.RevealAsync(RemovalVault.Of(restored), None)).GetKey());
        Assert.Equal(CredentialAction.Restore, (await vault.EventsAsync(new CredentialEventQuery { SubjectType = [CredentialSubject.ApiKey] }))[^2].Action);
    }

    [Theory]
    [InlineData("", "without a workspace")]
    [InlineData("blue", "in workspace 'blue'")]
    public async Task A_name_that_was_taken_since_is_refused(string workspace, string where)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiKeyRequest { Name = "sample-key", Workspace = workspace, Role = ApiKeyRole.Owner };
        IssuedApiKey first = await vault.Keys.CreateAsync(request, None);
        await vault.Keys.RemoveAsync(RemovalVault.Of(first), None);
        IssuedApiKey second = await vault.Keys.CreateAsync(request, None);

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.Authority.RemovedApiKeys.RestoreAsync(RemovalVault.Of(first), None));

        Assert.Equal($"API key 'sample-key' cannot be restored: there is another one of its name {where} since.", refusal.Message);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(first)).Reason);
        Assert.True((await vault.VerifyAsync(second)).IsValid);
    }

    [Fact]
    public async Task Lists_filter_by_what_keys_have()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        foreach ((string name, string workspace) in ((string, string)[])[("one", "blue"), ("two", "green")])
        {
            await vault.Keys.RemoveAsync(RemovalVault.Of(await vault.Keys.CreateAsync(new ApiKeyRequest { Name = name, Workspace = workspace, Role = ApiKeyRole.Editor }, None)), None);
        }

        var query = new ApiKeyQuery { Workspace = ["GRE*"], Role = [ApiKeyRole.Editor] };
        RemovedApiKey only = await vault.Authority.RemovedApiKeys.ListAsync(query, None).SingleAsync();
        Assert.Equal("two", only.Name);
        Assert.Equal(1, await vault.Authority.RemovedApiKeys.CountAsync(query, None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.RemovedApiKeys.RestoreAsync(CredentialReference.ByName("two", "blue"), None));
    }
}
