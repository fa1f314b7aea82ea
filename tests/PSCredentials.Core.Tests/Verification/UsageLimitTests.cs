using PSCredentials.Tests.AccessTokens;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Verification;

/// <summary>Tokens that may be used so many times alone, and credentials that are accepted so often in a minute.</summary>
public sealed class UsageLimitTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static Task<IssuedApiCredential> IssueAsync(SampleVault vault, long? uses, CredentialType type = CredentialType.ApiToken) =>
        vault.IssueAsync(new ApiCredentialRequest { Name = "sample-token", Type = type, MaximumUses = uses, Password = type.IsCertificate() ? BundlePassword.Generate : null });

    private static Task<CredentialPolicy> LimitAsync(SampleVault vault, int perMinute) =>
        vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { VerificationsPerMinute = perMinute }, None);

    [Fact]
    public async Task A_token_is_accepted_as_often_as_it_may_be_used_and_not_once_more()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await IssueAsync(vault, 3);
        Assert.Equal((3L, 0L), ((await vault.GetAsync("sample-token")).MaximumUses, (await vault.GetAsync("sample-token")).UseCount));
        for (long use = 1; use <= 3; use++)
        {
            CredentialVerdict verdict = await vault.VerifyAsync(token, "192.0.2.1");
            Assert.Equal((true, use), (verdict.IsValid, ((ApiCredential)verdict.Credential!).UseCount));
        }

        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        for (int i = 0; i < 3; i++)
        {
            CredentialVerdict verdict = await vault.VerifyAsync(token, "192.0.2.9");
            Assert.Equal((VerificationReason.UsedUp, token.Id), (verdict.Reason, verdict.Credential!.Id));
        }

        ApiCredential record = await vault.GetAsync("sample-token");
        Assert.Equal((3L, "192.0.2.1"), (record.UseCount, record.LastUsedAddress));
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_is_no_use()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiToken, MaximumUses = 1, IPAddress = ["192.0.2.0/24"] });
        Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.VerifyAsync(token, "198.51.100.1")).Reason);
        await vault.Credentials.DisableAsync(CredentialReference.ById(token.Id), None);
        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(token, "192.0.2.1")).Reason);
        await vault.Credentials.EnableAsync(CredentialReference.ById(token.Id), None);

        Assert.True((await vault.VerifyAsync(token, "192.0.2.1")).IsValid);
        Assert.Equal(VerificationReason.UsedUp, (await vault.VerifyAsync(token, "192.0.2.1")).Reason);
    }

    [Fact]
    public async Task Of_many_at_once_in_two_sessions_and_over_reopening_no_more_are_accepted_than_are_left()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await IssueAsync(vault, 50);
        ICredentialAuthority second = await vault.OpenAgainAsync();

        CredentialVerdict[] verdicts = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(async () => await SampleVault.VerifyAsync(i % 2 == 0 ? vault.Authority : second, token))));

        Assert.Equal(50, verdicts.Count(verdict => verdict.IsValid));
        Assert.Equal(30, verdicts.Count(verdict => verdict.Reason == VerificationReason.UsedUp));
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.UsedUp, (await vault.VerifyAsync(token)).Reason);
    }

    [Fact]
    public async Task Rotation_and_restoration_give_no_new_uses()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await IssueAsync(vault, 3);
        CredentialReference reference = CredentialReference.ById(token.Id);
        Assert.True((await vault.VerifyAsync(token)).IsValid);
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(reference, new RotationRequest { GracePeriod = TimeSpan.FromHours(1) }, None);
        Assert.True((await vault.VerifyAsync(token)).IsValid);
        await vault.Credentials.RemoveAsync(reference, None);
        Assert.Equal(2, (await vault.Authority.RemovedApiCredentials.RestoreAsync(reference, None)).UseCount);

        Assert.True((await vault.VerifyAsync(rotated)).IsValid);
        Assert.Equal(VerificationReason.UsedUp, (await vault.VerifyAsync(rotated)).Reason);
        Assert.Equal(VerificationReason.UsedUp, (await vault.VerifyAsync(token)).Reason);
    }

    [Theory]
    [InlineData(CredentialType.ApiToken, 0, "MaximumUses is 0; 1 to 1000000000 is allowed.")]
    [InlineData(CredentialType.ScimApiToken, 1_000_000_001, "MaximumUses is 1000000001; 1 to 1000000000 is allowed.")]
    [InlineData(CredentialType.ApiCertificate, 1, "MaximumUses does not go with type ApiCertificate: others verify certificates without asking, so that their uses cannot be counted.")]
    public async Task What_cannot_be_counted_is_refused(CredentialType type, long uses, string message)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => IssueAsync(vault, uses, type));
        Assert.Equal(message, refusal.Message);
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task A_credential_is_accepted_so_often_in_a_minute_and_says_when_it_is_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await IssueAsync(vault, null);
        IssuedApiCredential other = await vault.IssueAsync("other-token");
        Assert.Equal(4, (await LimitAsync(vault, 4)).VerificationsPerMinute);
        for (int i = 0; i < 4; i++)
        {
            Assert.True((await vault.VerifyAsync(token)).IsValid);
        }

        CredentialVerdict refused = await vault.VerifyAsync(token);
        Assert.Equal((VerificationReason.RateLimited, TimeSpan.FromSeconds(15), token.Id), (refused.Reason, refused.RetryAfter, refused.Credential!.Id));
        Assert.True((await vault.VerifyAsync(other)).IsValid);

        vault.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(TimeSpan.FromSeconds(1), (await vault.VerifyAsync(token)).RetryAfter);
        vault.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await vault.VerifyAsync(token)).IsValid);
        Assert.False((await vault.VerifyAsync(token)).IsValid);

        // An idle minute fills it again, and no more than that.
        vault.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, (await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await vault.VerifyAsync(token)))).Count(verdict => verdict.IsValid));
        await LimitAsync(vault, 0);
        Assert.True((await vault.VerifyAsync(token)).IsValid);
    }

    [Fact]
    public async Task All_secrets_of_a_credential_and_what_was_granted_for_it_count_together()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        IssuedApiKey old = await vault.IssueKeyAsync();
        IssuedApiKey key = await vault.Keys.RotateAsync(CredentialReference.ById(old.Id), TimeSpan.FromHours(1), null, None);
        string token = await vault.GrantAsync(key);
        await vault.CreateAsync();
        await LimitAsync(vault, 3);

        Assert.True((await vault.VerifyAsync(key)).IsValid);
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.Equal(VerificationReason.Valid, await vault.PresentTokenAsync(token));
        Assert.Equal(VerificationReason.RateLimited, (await vault.VerifyAsync(old)).Reason);
        Assert.Equal(VerificationReason.RateLimited, await vault.PresentTokenAsync(token));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
        }

        Assert.Equal(VerificationReason.RateLimited, await vault.PresentAsync());
        Assert.Equal(VerificationReason.WrongPassword, await vault.PresentAsync("wrong password"));
    }

    [Fact]
    public async Task What_is_refused_anyway_says_so_and_takes_nothing_of_the_rate()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync(new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiToken, IPAddress = ["192.0.2.0/24"] });
        await LimitAsync(vault, 1);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.VerifyAsync(token, "198.51.100.1")).Reason);
        }

        Assert.True((await vault.VerifyAsync(token, "192.0.2.1")).IsValid);
        foreach (int wrong in (int[])[-1, 1_000_001])
        {
            await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => LimitAsync(vault, wrong));
        }
    }
}
