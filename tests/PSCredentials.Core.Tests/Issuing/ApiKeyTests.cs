using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Tests.Issuing;

public sealed class ApiKeyTests
{
    private static readonly CredentialReference Reference = CredentialReference.ByName("sample-key");
    private static readonly ApiKeyRequest Request = new() { Name = "sample-key", Role = ApiKeyRole.Editor, Workspace = "blue" };

    [Theory]
    [InlineData(ApiKeyRole.Owner, "", "kubeslice-rbac-rw-admin", "*")]
    [InlineData(ApiKeyRole.Owner, "blue", "kubeslice-rbac-rw-admin", "blue")]
    [InlineData(ApiKeyRole.Editor, "blue", "kubeslice-rbac-rw-slice-blue", "blue")]
    [InlineData(ApiKeyRole.Viewer, "blue", "kubeslice-rbac-ro-slice-blue", "blue")]
    public async Task A_key_is_a_random_uuid_with_what_its_contract_derives(ApiKeyRole role, string workspace, string account, string scope)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiKey issued = await vault.Keys.CreateAsync(Request with { Role = role, Workspace = workspace }, CancellationToken.None);
        string key = issued.GetKey();
        ApiKey read = await vault.Keys.GetAsync(Reference, CancellationToken.None);

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", key);
        Assert.Equal(key, new System.Net.NetworkCredential(string.Empty, issued.Key).Password);
        foreach (ApiKey facts in new[] { issued, read })
        {
            Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(key))), facts.Id);
            Assert.Equal((account, TimeSpan.FromSeconds(900), "admin", workspace), (facts.ServiceAccountName, facts.TokenLifetime, facts.UserName, facts.Workspace));
            Assert.Equal("********-****-****-****-********" + key[^4..], facts.MaskedKey);
            Assert.Equal((CredentialState.Active, vault.Clock.Now), (facts.State, facts.CreatedAt));
        }

        CredentialVerdict verdict = await vault.VerifyAsync(issued);
        Assert.Equal((VerificationReason.Valid, account, PrincipalKind.ServiceAccount), (verdict.Reason, verdict.Principal!.Name, verdict.Principal.Kind));
        Assert.Equal([new NamespaceRole(scope, role.ToString())], verdict.Right);
    }

    [Theory]
    [InlineData(ApiKeyRole.Editor)]
    [InlineData(ApiKeyRole.Viewer)]
    public async Task Editors_and_viewers_need_a_workspace(ApiKeyRole role)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.Keys.CreateAsync(Request with { Role = role, Workspace = "" }, CancellationToken.None));

        Assert.StartsWith("Workspace ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_works_through_the_end_of_its_last_day_in_utc()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateOnly today = DateOnly.FromDateTime(vault.Clock.Now.UtcDateTime);

        IssuedApiKey issued = await vault.Keys.CreateAsync(Request with { ValidUntil = today }, CancellationToken.None);

        var end = new DateTimeOffset(today.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        Assert.Equal((today, end), (issued.ValidUntil, issued.ExpiresAt));
        vault.Clock.Set(end.AddMilliseconds(-1));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        vault.Clock.Set(end);
        CredentialVerdict verdict = await vault.VerifyAsync(issued);
        Assert.Equal((VerificationReason.Expired, CredentialState.Expired), (verdict.Reason, verdict.Credential!.State));
        Assert.Equal(CredentialState.Expired, (await vault.Keys.GetAsync(Reference, CancellationToken.None)).State);
    }

    [Fact]
    public async Task The_last_day_keeps_to_today_and_the_policy()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateOnly today = DateOnly.FromDateTime(vault.Clock.Now.UtcDateTime);
        Task<IssuedApiKey> IssueAsync(string name, DateOnly? day) => vault.Keys.CreateAsync(Request with { Name = name, ValidUntil = day }, CancellationToken.None);

        await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => IssueAsync("one", today.AddDays(-1)));
        CredentialException far = await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => IssueAsync("two", today.AddDays(731)));
        await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => IssueAsync("three", DateOnly.MaxValue));

        Assert.Contains("730 days", far.Message, StringComparison.Ordinal);
        Assert.Equal(today.AddDays(730), (await IssueAsync("four", today.AddDays(730))).ValidUntil);
        Assert.Equal(today.AddDays(90), (await IssueAsync("five", null)).ValidUntil);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(86_400, true)]
    [InlineData(86_401, false)]
    [InlineData(60.5, false)]
    [InlineData(-60, false)]
    public async Task A_token_lives_whole_seconds_from_a_minute_to_a_day(double seconds, bool isAllowed)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        Task<IssuedApiKey> IssueAsync() => vault.Keys.CreateAsync(Request with { TokenLifetime = TimeSpan.FromSeconds(seconds) }, CancellationToken.None);

        if (isAllowed)
        {
            await IssueAsync();
            Assert.Equal(TimeSpan.FromSeconds(seconds), (await vault.Keys.GetAsync(Reference, CancellationToken.None)).TokenLifetime);
        }
        else
        {
            await Refusal.OfAsync(CredentialErrors.InvalidArgument, IssueAsync);
        }
    }

    [Fact]
    public async Task A_name_is_unique_in_its_workspace()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Keys.CreateAsync(Request, CancellationToken.None);

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.Keys.CreateAsync(Request with { Name = "SAMPLE-KEY", Workspace = "BLUE" }, CancellationToken.None));
        await vault.Keys.CreateAsync(Request with { Workspace = "green" }, CancellationToken.None);
        await Refusal.OfAsync(CredentialErrors.AmbiguousName, () => vault.Keys.GetAsync(Reference, CancellationToken.None));

        Assert.Equal("green", (await vault.Keys.GetAsync(CredentialReference.ByName("sample-key", "Green"), CancellationToken.None)).Workspace);
    }

    [Fact]
    public async Task Only_a_reveal_shows_the_whole_key_and_the_trail_says_who_did()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey issued = await vault.Keys.CreateAsync(Request, CancellationToken.None);
        ICredentialAuthority auditor = await vault.OpenAgainAsync(vault.Options with { Caller = "auditor" });

        IssuedApiKey revealed = await auditor.ApiKeys.RevealAsync(CredentialReference.ById(issued.Id.ToUpperInvariant()), CancellationToken.None);

        Assert.Equal(issued.GetKey(), revealed.GetKey());
        CredentialEvent entry = (await vault.EventsAsync())[^1];
        Assert.Equal((CredentialAction.Reveal, "auditor", issued.Id, "blue"), (entry.Action, entry.Actor, entry.SubjectId, entry.Scope));
        await foreach (ApiKey listed in vault.Keys.ListAsync(new ApiKeyQuery(), CancellationToken.None))
        {
            Assert.DoesNotContain(issued.GetKey()[..8], System.Text.Json.JsonSerializer.Serialize(listed), StringComparison.Ordinal);
        }

        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Keys.RevealAsync(CredentialReference.ByName("other"), CancellationToken.None));
    }

    [Fact]
    public async Task Disabling_enabling_and_removing_count_at_once()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey issued = await vault.Keys.CreateAsync(Request, CancellationToken.None);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);

        Assert.Equal(CredentialState.Disabled, (await vault.Keys.DisableAsync(Reference, CancellationToken.None)).State);
        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(issued)).Reason);
        Assert.Equal(CredentialState.Active, (await vault.Keys.EnableAsync(Reference, CancellationToken.None)).State);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        await vault.Keys.RemoveAsync(Reference, CancellationToken.None);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(issued)).Reason);

        Assert.Equal(
            [CredentialAction.Create, CredentialAction.Disable, CredentialAction.Enable, CredentialAction.Remove],
            (await vault.EventsAsync(new CredentialEventQuery { SubjectType = [CredentialSubject.ApiKey] })).Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_key_that_is_presented_in_capitals_is_the_same_key()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiKey issued = await vault.Keys.CreateAsync(Request with { IPAddress = ["2001:db8::/32"] }, CancellationToken.None);
        ValueTask<CredentialVerdict> VerifyAsync(string key) =>
            vault.Authority.Verifier.VerifyApiKeyAsync(key, System.Net.IPAddress.Parse("2001:db8::5"), CancellationToken.None);

        Assert.True((await VerifyAsync(issued.GetKey().ToUpperInvariant())).IsValid);
        Assert.Equal(VerificationReason.Malformed, (await VerifyAsync("{" + issued.GetKey() + "}")).Reason);
        Assert.Equal(VerificationReason.Malformed, (await VerifyAsync(issued.GetKey().Replace("-", "", StringComparison.Ordinal))).Reason);
        Assert.Equal(VerificationReason.Unknown, (await VerifyAsync(Guid.NewGuid().ToString())).Reason);
        Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.VerifyAsync(issued, "10.0.0.1")).Reason);
        Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.VerifyAsync(issued)).Reason);
    }
}
