namespace PSCredentials.Tests.Issuing;

public sealed class ApiKeyRotationTests
{
    private static readonly CredentialReference Reference = CredentialReference.ByName("sample-key");

    private static Task<IssuedApiKey> RotateAsync(SampleVault vault, TimeSpan grace, DateOnly? validUntil = null) =>
        vault.Keys.RotateAsync(Reference, grace, validUntil, CancellationToken.None);

    [Fact]
    public async Task A_new_key_has_a_new_id_and_the_old_one_works_through_the_grace_period()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey old = await vault.IssueKeyAsync();
        Assert.True((await vault.VerifyAsync(old)).IsValid);

        IssuedApiKey fresh = await RotateAsync(vault, TimeSpan.FromHours(1));

        Assert.NotEqual(old.Id, fresh.Id);
        Assert.Equal((old.ValidUntil, (DateTimeOffset?)vault.Clock.Now.AddHours(1)), (fresh.ValidUntil, fresh.GracePeriodEndsAt));
        Assert.Equal(fresh.GetKey(), (await vault.Keys.RevealAsync(Reference, CancellationToken.None)).GetKey());
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Keys.GetAsync(CredentialReference.ById(old.Id), CancellationToken.None));
        Assert.Contains(old.Id, (await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Rotate] }))[0].Detail, StringComparison.Ordinal);
        CredentialVerdict verdict = await vault.VerifyAsync(old);
        Assert.Equal((true, fresh.Id), (verdict.IsValid, verdict.Credential!.Id));

        vault.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task Without_grace_the_old_key_ends_at_once_and_twice_rotated_ones_too()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey first = await vault.IssueKeyAsync();
        IssuedApiKey second = await RotateAsync(vault, TimeSpan.FromHours(5));
        Assert.True((await vault.VerifyAsync(first)).IsValid);

        IssuedApiKey third = await RotateAsync(vault, TimeSpan.Zero);

        Assert.Null(third.GracePeriodEndsAt);
        Assert.False((await vault.VerifyAsync(first)).IsValid);
        Assert.False((await vault.VerifyAsync(second)).IsValid);
        Assert.True((await vault.VerifyAsync(third)).IsValid);
        await vault.Keys.RemoveAsync(Reference, CancellationToken.None);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(first)).Reason);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(third)).Reason);
    }

    [Fact]
    public async Task The_old_key_never_outlives_its_own_last_day()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey old = await vault.IssueKeyAsync();

        IssuedApiKey fresh = await RotateAsync(vault, TimeSpan.MaxValue, old.ValidUntil.AddDays(100));

        Assert.Equal(old.ExpiresAt, fresh.GracePeriodEndsAt);
        vault.Clock.Set(old.ExpiresAt);
        Assert.False((await vault.VerifyAsync(old)).IsValid);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task A_negative_grace_and_a_day_that_is_not_allowed_change_nothing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey old = await vault.IssueKeyAsync();

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => RotateAsync(vault, TimeSpan.MinValue));
        await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => RotateAsync(vault, TimeSpan.Zero, DateOnly.MaxValue));
        await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => RotateAsync(vault, TimeSpan.Zero, DateOnly.MinValue));

        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.Equal(old.Id, (await vault.Keys.GetAsync(Reference, CancellationToken.None)).Id);
    }

    [Fact]
    public async Task An_expired_key_is_renewed_or_rotated_back_to_life()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey old = await vault.IssueKeyAsync();
        vault.Clock.Advance(TimeSpan.FromDays(100));
        DateOnly today = DateOnly.FromDateTime(vault.Clock.Now.UtcDateTime);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);

        ApiKey renewed = await vault.Keys.RenewAsync(Reference, today, CancellationToken.None);
        Assert.Equal((today, CredentialState.Active, old.Id), (renewed.ValidUntil, renewed.State, renewed.Id));
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => vault.Keys.RenewAsync(Reference, today.AddDays(-1), CancellationToken.None));

        vault.Clock.Advance(TimeSpan.FromDays(1));
        IssuedApiKey fresh = await RotateAsync(vault, TimeSpan.FromHours(1));
        Assert.Equal(today.AddDays(91), fresh.ValidUntil);
        Assert.False((await vault.VerifyAsync(old)).IsValid);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task Keys_are_listed_by_workspace_and_name_and_by_what_is_asked()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateOnly today = DateOnly.FromDateTime(vault.Clock.Now.UtcDateTime);
        foreach ((string name, string workspace, ApiKeyRole role, string user) in new[]
        {
            ("gamma", "blue", ApiKeyRole.Editor, "ann"), ("Alpha", "green", ApiKeyRole.Viewer, "bob"), ("beta", "", ApiKeyRole.Owner, "Ann"), ("delta", "blue", ApiKeyRole.Viewer, "eve"),
        })
        {
            await vault.Keys.CreateAsync(
                new ApiKeyRequest { Name = name, Workspace = workspace, Role = role, UserName = user, ValidUntil = today.AddDays(name.Length) }, CancellationToken.None);
        }

        await vault.Keys.DisableAsync(CredentialReference.ByName("delta"), CancellationToken.None);
        async Task<string> NamesAsync(ApiKeyQuery query)
        {
            var names = new List<string>();
            await foreach (ApiKey key in vault.Keys.ListAsync(query, CancellationToken.None))
            {
                names.Add(key.Name);
            }

            Assert.Equal(names.Count, await vault.Keys.CountAsync(query, CancellationToken.None));
            return string.Join(' ', names);
        }

        Assert.Equal("beta delta gamma Alpha", await NamesAsync(new ApiKeyQuery()));
        Assert.Equal("delta gamma", await NamesAsync(new ApiKeyQuery { Workspace = ["BL*"] }));
        Assert.Equal("beta", await NamesAsync(new ApiKeyQuery { Workspace = [""] }));
        Assert.Equal("delta Alpha", await NamesAsync(new ApiKeyQuery { Role = [ApiKeyRole.Viewer] }));
        Assert.Equal("beta gamma", await NamesAsync(new ApiKeyQuery { UserName = ["ANN"] }));
        Assert.Equal("delta", await NamesAsync(new ApiKeyQuery { State = [CredentialState.Disabled] }));
        Assert.Equal("", await NamesAsync(new ApiKeyQuery { State = [CredentialState.Revoked] }));
        Assert.Equal("beta", await NamesAsync(new ApiKeyQuery { ExpiringBefore = new DateTimeOffset(today.AddDays(5), TimeOnly.MinValue, TimeSpan.Zero) }));
    }
}
