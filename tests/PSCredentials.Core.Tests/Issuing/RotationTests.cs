namespace PSCredentials.Tests.Issuing;

public sealed class RotationTests
{
    private static readonly RotationRequest AtOnce = new();
    private static readonly RotationRequest WithinAnHour = new() { GracePeriod = TimeSpan.FromHours(1) };

    private static Task<IssuedApiCredential> RotateAsync(SampleVault vault, RotationRequest request) =>
        vault.Credentials.RotateAsync(CredentialReference.ByName("sample-token"), request, CancellationToken.None);

    [Fact]
    public async Task Without_grace_the_old_secret_ends_at_once()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        vault.Clock.Advance(TimeSpan.FromMinutes(5));

        IssuedApiCredential fresh = await RotateAsync(vault, AtOnce);

        Assert.Equal((old.Id, old.ExpiresAt, (DateTimeOffset?)vault.Clock.Now), (fresh.Id, fresh.ExpiresAt, fresh.RotatedAt));
        Assert.Null(fresh.GracePeriodEndsAt);
        Assert.NotEqual(old.GetToken(), fresh.GetToken());
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task With_grace_the_old_secret_works_to_its_end_and_no_longer()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();

        IssuedApiCredential fresh = await RotateAsync(vault, WithinAnHour);
        DateTimeOffset end = vault.Clock.Now.AddHours(1);

        Assert.Equal(end, fresh.GracePeriodEndsAt);
        Assert.Equal(end, (await vault.GetAsync("sample-token")).GracePeriodEndsAt);
        vault.Clock.Set(end.AddMilliseconds(-1));
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        vault.Clock.Set(end);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
        Assert.Null((await vault.GetAsync("sample-token")).GracePeriodEndsAt);
    }

    [Fact]
    public async Task The_old_secret_never_outlives_its_own_expiry()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();

        IssuedApiCredential fresh = await RotateAsync(
            vault, new RotationRequest { GracePeriod = TimeSpan.MaxValue, Expiry = Expiry.In(TimeSpan.FromDays(365)) });

        Assert.Equal(old.ExpiresAt, fresh.GracePeriodEndsAt);
        Assert.Equal(vault.Clock.Now.AddDays(365), fresh.ExpiresAt);
        vault.Clock.Set(old.ExpiresAt);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task Renewal_after_rotation_does_not_bring_the_old_secret_back()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        await RotateAsync(vault, WithinAnHour);
        vault.Clock.Advance(TimeSpan.FromHours(2));

        await vault.Credentials.RenewAsync(CredentialReference.ByName("sample-token"), Expiry.Default, CancellationToken.None);

        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
    }

    [Fact]
    public async Task A_second_rotation_never_lengthens_the_grace_of_the_first()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync();
        IssuedApiCredential second = await RotateAsync(vault, WithinAnHour);
        IssuedApiCredential third = await RotateAsync(vault, new RotationRequest { GracePeriod = TimeSpan.FromHours(5) });

        vault.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await vault.VerifyAsync(first)).IsValid);
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await vault.VerifyAsync(first)).IsValid);
        Assert.True((await vault.VerifyAsync(second)).IsValid);

        IssuedApiCredential fourth = await RotateAsync(vault, AtOnce);
        Assert.False((await vault.VerifyAsync(second)).IsValid);
        Assert.False((await vault.VerifyAsync(third)).IsValid);
        Assert.True((await vault.VerifyAsync(fourth)).IsValid);
    }

    [Fact]
    public async Task An_expired_one_comes_back_with_the_default_lifetime_and_its_old_secret_stays_dead()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        vault.Clock.Advance(TimeSpan.FromDays(100));

        IssuedApiCredential fresh = await RotateAsync(vault, WithinAnHour);

        Assert.Equal(vault.Clock.Now.AddDays(90), fresh.ExpiresAt);
        Assert.Null(fresh.GracePeriodEndsAt);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task Revoking_disabling_and_removing_end_old_and_new_secret_alike()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        CredentialReference reference = CredentialReference.ByName("sample-token");
        IssuedApiCredential old = await vault.IssueAsync();
        IssuedApiCredential fresh = await RotateAsync(vault, WithinAnHour);
        async Task AllAsync(VerificationReason reason)
        {
            Assert.Equal(reason, (await vault.VerifyAsync(old)).Reason);
            Assert.Equal(reason, (await vault.VerifyAsync(fresh)).Reason);
        }

        await vault.Credentials.DisableAsync(reference, CancellationToken.None);
        await AllAsync(VerificationReason.Disabled);
        await vault.Credentials.EnableAsync(reference, CancellationToken.None);
        await AllAsync(VerificationReason.Valid);
        await vault.Credentials.RevokeAsync(reference, RevocationReason.Unspecified, CancellationToken.None);
        await AllAsync(VerificationReason.Revoked);
        await Refusal.OfAsync(CredentialErrors.AlreadyRevoked, () => RotateAsync(vault, WithinAnHour));
        Assert.Equal("AlreadyRevoked", (await vault.EventsAsync())[^1].Outcome);
        await vault.Credentials.RemoveAsync(reference, CancellationToken.None);
        await AllAsync(VerificationReason.Unknown);
        await vault.IssueAsync();
        await AllAsync(VerificationReason.Unknown);
    }

    [Fact]
    public async Task A_certificate_needs_a_new_password_and_its_old_one_works_through_the_grace_period()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync(
            new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });

        await Refusal.OfAsync(CredentialErrors.PasswordNotAllowed, () => RotateAsync(vault, WithinAnHour));
        IssuedApiCredential fresh = await RotateAsync(vault, WithinAnHour with { Password = BundlePassword.Generate });

        Assert.NotEqual(old.Fingerprint, fresh.Fingerprint);
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
        vault.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task What_does_not_go_is_refused_and_changes_nothing()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();

        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => RotateAsync(vault, new RotationRequest { GracePeriod = TimeSpan.FromTicks(-1) }));
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => RotateAsync(vault, new RotationRequest { Password = BundlePassword.Generate }));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => RotateAsync(vault, new RotationRequest { Target = new KubeConfigTarget { ClusterName = ["east"] } }));
        await Refusal.OfAsync(
            CredentialErrors.LifetimeNotAllowed, () => RotateAsync(vault, new RotationRequest { Expiry = Expiry.In(TimeSpan.FromDays(731)) }));

        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.Null((await vault.GetAsync("sample-token")).RotatedAt);
    }

    [Fact]
    public async Task A_renewal_that_comes_in_between_is_not_undone()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        DateTimeOffset renewed = default;

        // The first look at the clock is for the record as it is read, the second for the secret that is made before the transaction begins.
        int looks = 0;
        void RenewAtSecondLook()
        {
            if (++looks == 2)
            {
                renewed = vault.Credentials.RenewAsync(
                    CredentialReference.ByName("sample-token"), Expiry.In(TimeSpan.FromDays(500)), CancellationToken.None).GetAwaiter().GetResult().ExpiresAt;
            }
            else
            {
                vault.Clock.AtNextLook = RenewAtSecondLook;
            }
        }

        vault.Clock.AtNextLook = RenewAtSecondLook;
        IssuedApiCredential fresh = await RotateAsync(vault, AtOnce);

        Assert.Equal(vault.Clock.Now.AddDays(500), renewed);
        Assert.Equal(renewed, fresh.ExpiresAt);
        Assert.Equal(renewed, (await vault.GetAsync("sample-token")).ExpiresAt);
    }
}
