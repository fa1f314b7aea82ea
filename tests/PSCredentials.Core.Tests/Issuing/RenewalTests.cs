namespace PSCredentials.Tests.Issuing;

public sealed class RenewalTests
{
    private static readonly Expiry Month = Expiry.In(TimeSpan.FromDays(30));

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    public async Task A_token_is_renewed_from_now_and_keeps_its_secret(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync("sample-token", type);
        vault.Clock.Advance(TimeSpan.FromDays(10));

        ApiCredential renewed = await vault.Credentials.RenewAsync(CredentialReference.ById(issued.Id), Month, CancellationToken.None);

        Assert.Equal(vault.Clock.Now.AddDays(30), renewed.ExpiresAt);
        Assert.Equal(vault.Clock.Now, renewed.ModifiedAt);
        Assert.Null(renewed.RotatedAt);
        Assert.Equal(renewed.ExpiresAt, (await vault.GetAsync("sample-token")).ExpiresAt);
        vault.Clock.Advance(TimeSpan.FromDays(29));
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
        vault.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(issued)).Reason);
    }

    [Fact]
    public async Task An_expired_token_works_again_once_renewed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        vault.Clock.Advance(TimeSpan.FromDays(200));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(issued)).Reason);
        Assert.Equal(CredentialState.Expired, (await vault.GetAsync("sample-token")).State);

        ApiCredential renewed = await vault.Credentials.RenewAsync(CredentialReference.ByName("sample-token"), Month, CancellationToken.None);

        Assert.Equal(CredentialState.Active, renewed.State);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }

    [Fact]
    public async Task A_revoked_token_is_not_renewed_and_the_attempt_is_kept()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        CredentialReference reference = CredentialReference.ById(issued.Id);
        await vault.Credentials.RevokeAsync(reference, RevocationReason.KeyCompromise, CancellationToken.None);

        await Refusal.OfAsync(CredentialErrors.AlreadyRevoked, () => vault.Credentials.RenewAsync(reference, Month, CancellationToken.None));

        CredentialEvent attempt = (await vault.EventsAsync())[^1];
        Assert.Equal((CredentialAction.Renew, "AlreadyRevoked", "tester"), (attempt.Action, attempt.Outcome, attempt.Actor));
        Assert.Equal((issued.Id, "sample-token", "system"), (attempt.SubjectId, attempt.SubjectName, attempt.Scope));
        Assert.Equal(issued.ExpiresAt, (await vault.GetAsync("sample-token")).ExpiresAt);
    }

    [Theory]
    [InlineData(CredentialType.ApiCertificate)]
    [InlineData(CredentialType.ServiceApiCertificate)]
    [InlineData(CredentialType.KubeConfig)]
    [InlineData(CredentialType.ServiceKubeConfig)]
    [InlineData(CredentialType.SiteGlobalKubeConfig)]
    [InlineData(CredentialType.ServiceSiteGlobalKubeConfig)]
    [InlineData(CredentialType.ScimApiToken)]
    public async Task Nothing_else_is_renewable(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "sample-credential",
            Type = type,
            Password = type.IsCertificate() ? BundlePassword.Generate : null,
            Target = type.IsKubeConfig() ? new KubeConfigTarget { Server = new Uri("https://k8s.example"), SiteName = type.IsSite() ? "paris" : null } : null,
        });

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.NotRenewable, () => vault.Credentials.RenewAsync(CredentialReference.ById(issued.Id), Month, CancellationToken.None));

        Assert.Contains(type.ToString(), refusal.Message, StringComparison.Ordinal);
        Assert.Equal("NotRenewable", (await vault.EventsAsync())[^1].Outcome);
    }

    [Fact]
    public async Task A_renewal_keeps_to_the_policy()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        CredentialReference reference = CredentialReference.ById(issued.Id);

        foreach (Expiry expiry in new[] { Expiry.In(TimeSpan.FromDays(731)), Expiry.In(TimeSpan.MaxValue), Expiry.On(vault.Clock.Now), Expiry.On(DateTimeOffset.MaxValue) })
        {
            await Refusal.OfAsync(CredentialErrors.LifetimeNotAllowed, () => vault.Credentials.RenewAsync(reference, expiry, CancellationToken.None));
        }

        Assert.Equal(issued.ExpiresAt, (await vault.GetAsync("sample-token")).ExpiresAt);
        Assert.Equal(vault.Clock.Now.AddDays(90), (await vault.Credentials.RenewAsync(reference, Expiry.Default, CancellationToken.None)).ExpiresAt);
    }
}
