namespace PSCredentials.Tests.Issuing;

public sealed class ExpiryTests
{
    private static ApiCredentialRequest Request(Expiry expiry, CredentialType type = CredentialType.ApiToken) =>
        new() { Name = "sample-token", Type = type, Expiry = expiry };

    [Fact]
    public async Task An_expiry_comes_from_days_from_a_date_or_from_the_policy()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateTimeOffset now = vault.Clock.Now;
        DateTimeOffset moment = new(2027, 1, 31, 23, 59, 59, 250, TimeSpan.FromHours(9));

        Assert.Equal(now.AddDays(30), (await vault.IssueAsync(Request(Expiry.In(TimeSpan.FromDays(30))))).ExpiresAt);
        Assert.Equal(moment.AddMilliseconds(-250), (await vault.IssueAsync(Request(Expiry.On(moment)) with { Name = "second-token" })).ExpiresAt);
        Assert.Equal(now.AddDays(90), (await vault.IssueAsync(Request(Expiry.Default) with { Name = "third-token" })).ExpiresAt);
        Assert.Equal(now.AddDays(180), (await vault.IssueAsync("fourth-token", CredentialType.ScimApiToken)).ExpiresAt);
        Assert.Equal(moment.AddMilliseconds(-250), (await vault.GetAsync("second-token")).ExpiresAt);
    }

    [Fact]
    public async Task The_limit_is_allowed_and_named_when_it_is_passed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateTimeOffset now = vault.Clock.Now;

        CredentialException byTime = await Refusal.OfAsync(
            CredentialErrors.LifetimeNotAllowed, () => vault.IssueAsync(Request(Expiry.In(TimeSpan.FromDays(730) + TimeSpan.FromMilliseconds(1)))));
        CredentialException byDate = await Refusal.OfAsync(
            CredentialErrors.LifetimeNotAllowed, () => vault.IssueAsync(Request(Expiry.On(now.AddDays(731)))));

        Assert.Contains("730 days", byTime.Message, StringComparison.Ordinal);
        Assert.Contains("ApiToken", byDate.Message, StringComparison.Ordinal);
        Assert.Equal(now.AddDays(730), (await vault.IssueAsync(Request(Expiry.In(TimeSpan.FromDays(730))))).ExpiresAt);
    }

    [Fact]
    public async Task The_past_and_the_far_future_are_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        DateTimeOffset now = vault.Clock.Now;
        Expiry[] refused =
        [
            Expiry.In(TimeSpan.Zero), Expiry.In(TimeSpan.FromDays(-1)), Expiry.In(TimeSpan.MinValue), Expiry.In(TimeSpan.MaxValue), Expiry.On(now),
            Expiry.On(now.AddSeconds(-1)), Expiry.On(DateTimeOffset.MinValue), Expiry.On(DateTimeOffset.MaxValue), Expiry.On(default),
        ];

        foreach (Expiry expiry in refused)
        {
            await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => vault.IssueAsync(Request(expiry)));
        }

        CredentialException negative = await Refusal.OfAsync(
            CredentialErrors.LifetimeNotAllowed, () => vault.IssueAsync(Request(Expiry.In(TimeSpan.MinValue))));
        Assert.DoesNotContain("over the limit", negative.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task The_shortest_lifetime_is_a_second()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(Request(Expiry.In(TimeSpan.FromMilliseconds(1))));

        Assert.Equal(vault.Clock.Now.AddSeconds(1), issued.ExpiresAt);
    }

    [Fact]
    public async Task A_change_of_policy_counts_for_what_is_issued_after_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority other = await vault.OpenAgainAsync();
        IssuedApiCredential before = await vault.IssueAsync(Request(Expiry.In(TimeSpan.FromDays(400))));

        await other.Policy.ChangeAsync(
            new CredentialPolicyChange { Type = ["apitoken"], MaximumLifetime = TimeSpan.FromDays(10) }, CancellationToken.None);

        await Refusal.OfAsync(
            CredentialErrors.LifetimeNotAllowed, () => vault.IssueAsync(Request(Expiry.In(TimeSpan.FromDays(11))) with { Name = "second-token" }));
        Assert.Equal(vault.Clock.Now.AddDays(10), (await vault.IssueAsync("third-token")).ExpiresAt);
        Assert.Equal(before.ExpiresAt, (await vault.GetAsync("sample-token")).ExpiresAt);
        Assert.True((await vault.VerifyAsync(before)).IsValid);
    }

    [Fact]
    public async Task Nothing_is_issued_past_the_end_of_the_certificate_authority()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { MaximumLifetime = TimeSpan.FromDays(3650) }, CancellationToken.None);
        var request = new ApiCredentialRequest
        {
            Name = "sample-certificate",
            Type = CredentialType.ApiCertificate,
            Password = BundlePassword.Generate,
            Expiry = Expiry.In(TimeSpan.FromDays(3650)),
        };
        await vault.IssueAsync(request);

        vault.Clock.Advance(TimeSpan.FromDays(3651));

        await Refusal.OfAsync(CredentialErrors.CertificateAuthorityExpired, () => vault.IssueAsync(request with { Name = "second-certificate" }));
        Assert.Single(await vault.ListAsync());
    }
}
