using PSCredentials.Tests.AccessTokens;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Verification;

/// <summary>Secrets that are presented after a rotation replaced them and their grace period ended.</summary>
public sealed class RotatedSecretReuseTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static CredentialReference Of(ICredential credential) => CredentialReference.ById(credential.Id);

    private static Task<IssuedApiCredential> RotateAsync(SampleVault vault, ApiCredential credential, TimeSpan grace = default) =>
        vault.Credentials.RotateAsync(Of(credential), new RotationRequest { GracePeriod = grace, Password = credential.Type.IsCertificate() ? BundlePassword.Generate : null }, None);

    private static Task<List<CredentialEvent>> ReusesAsync(SampleVault vault) => vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.ReuseSecret] });

    private static Task RevokeFamilyAsync(SampleVault vault) =>
        vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { RotatedSecretReuse = RotatedSecretReuse.RevokeFamily }, None);

    [Fact]
    public async Task The_first_one_is_an_event_with_where_from()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        IssuedApiCredential fresh = await RotateAsync(vault, old, TimeSpan.FromHours(1));
        Assert.True((await vault.VerifyAsync(old, "192.0.2.7")).IsValid);
        Assert.Empty(await ReusesAsync(vault));
        vault.Clock.Advance(TimeSpan.FromHours(1));

        CredentialVerdict verdict = await vault.VerifyAsync(old, "192.0.2.7");

        Assert.Equal((VerificationReason.Expired, old.Id), (verdict.Reason, verdict.Credential!.Id));
        CredentialEvent reuse = Assert.Single(await ReusesAsync(vault));
        Assert.Equal(
            (vault.Clock.Now, "local", "CredentialExpired", CredentialSubject.ApiCredential, old.Id, "sample-token", "system", "from 192.0.2.7"),
            (reuse.Time, reuse.Actor, reuse.Outcome, reuse.SubjectType, reuse.SubjectId, reuse.SubjectName, reuse.Scope, reuse.Detail));
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task A_flood_is_one_event_an_hour_that_says_how_often()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        await RotateAsync(vault, old);
        for (int minute = 0; minute < 90; minute++)
        {
            for (int i = 0; i < 100; i++)
            {
                await vault.VerifyAsync(old, $"192.0.2.{i}");
            }

            await vault.Authority.Audit.ListAsync(new CredentialEventQuery { Newest = 1 }, None).AnyAsync(None);
            vault.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        List<CredentialEvent> reuses = await ReusesAsync(vault);
        Assert.Equal(2, reuses.Count);
        DateTimeOffset first = reuses[0].Time;
        Assert.Equal(TimeSpan.FromHours(1), reuses[1].Time - first);

        // What is counted while the first event is written belongs to it or to the next one.
        int inFirst = reuses[0].Detail.StartsWith("from ", StringComparison.Ordinal) ? 1 : int.Parse(reuses[0].Detail.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        string[] words = reuses[1].Detail.Split(' ');
        Assert.InRange(inFirst + int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), 6001, 6100);
        Assert.Contains($"times since {first:yyyy-MM-dd HH:mm:ss} UTC, last from 192.0.2.", reuses[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hour_counts_over_processes_and_sessions()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        await RotateAsync(vault, old);
        for (int i = 0; i < 5; i++)
        {
            await vault.VerifyAsync(old);
            await vault.CloseAsync();
            await vault.OpenAgainAsync();
        }

        Assert.Equal("from an unknown address", Assert.Single(await ReusesAsync(vault)).Detail);
        vault.Clock.Advance(TimeSpan.FromHours(1));
        await vault.VerifyAsync(old, "192.0.2.1");
        Assert.StartsWith("5 times since ", (await ReusesAsync(vault))[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_rotations_back_it_is_known_still_and_the_oldest_are_forgotten()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var secrets = new List<IssuedApiCredential> { await vault.IssueAsync() };
        for (int i = 0; i < 12; i++)
        {
            vault.Clock.Advance(TimeSpan.FromMinutes(1));
            secrets.Add(await RotateAsync(vault, secrets[0]));
        }

        Assert.Equal(
            [.. Enumerable.Repeat(VerificationReason.Unknown, 2), .. Enumerable.Repeat(VerificationReason.Expired, 10), VerificationReason.Valid],
            (await Task.WhenAll(secrets.Select(async secret => await vault.VerifyAsync(secret)))).Select(verdict => verdict.Reason));
        Assert.Single(await ReusesAsync(vault));
    }

    [Fact]
    public async Task By_policy_all_secrets_of_a_token_end_with_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await RevokeFamilyAsync(vault);
        Assert.Equal("reuse of rotated secrets RevokeFamily", (await vault.EventsAsync())[^1].Detail);
        IssuedApiCredential oldest = await vault.IssueAsync();
        IssuedApiCredential before = await RotateAsync(vault, oldest);
        IssuedApiCredential fresh = await RotateAsync(vault, oldest, TimeSpan.FromDays(1));
        IssuedApiCredential other = await vault.IssueAsync("other-token");
        Assert.True((await vault.VerifyAsync(before)).IsValid);

        await vault.VerifyAsync(oldest, "192.0.2.7");
        List<CredentialEvent> events = await vault.EventsAsync(new CredentialEventQuery { SubjectId = [oldest.Id] });

        Assert.Equal([CredentialAction.Create, CredentialAction.Rotate, CredentialAction.Rotate, CredentialAction.ReuseSecret, CredentialAction.Revoke], events.Select(entry => entry.Action));
        Assert.Equal(("local", "KeyCompromise; a rotated secret was presented"), (events[^1].Actor, events[^1].Detail));
        foreach (IssuedApiCredential secret in (IssuedApiCredential[])[oldest, before, fresh])
        {
            Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(secret)).Reason);
        }

        Assert.Equal(RevocationReason.KeyCompromise, (await vault.GetAsync("sample-token")).RevocationReason);
        Assert.True((await vault.VerifyAsync(other)).IsValid);
        await vault.EventsAsync();
        Assert.Single(await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Revoke] }));
    }

    [Fact]
    public async Task By_policy_an_api_key_is_disabled_and_can_be_enabled_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await RevokeFamilyAsync(vault);
        IssuedApiKey old = await vault.IssueKeyAsync();
        IssuedApiKey fresh = await vault.Keys.RotateAsync(Of(old), TimeSpan.Zero, null, None);

        await vault.VerifyAsync(old, "192.0.2.7");
        await ReusesAsync(vault);

        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(fresh)).Reason);
        CredentialEvent last = (await vault.EventsAsync())[^1];
        Assert.Equal((CredentialAction.Disable, "local", "a rotated secret was presented", fresh.Id), (last.Action, last.Actor, last.Detail, last.SubjectId));
        await vault.Keys.EnableAsync(Of(fresh), None);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task A_certificate_is_told_and_ends_nothing_for_anybody_may_have_seen_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await RevokeFamilyAsync(vault);
        IssuedApiCredential old = await vault.IssueAsync(new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate });
        IssuedApiCredential fresh = await RotateAsync(vault, old);

        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);

        Assert.Equal("sample-certificate", Assert.Single(await ReusesAsync(vault)).SubjectName);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task Neither_an_access_token_nor_a_former_password_nor_what_expired_by_itself_is_reuse()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await RevokeFamilyAsync(vault);
        IssuedApiKey old = await vault.IssueKeyAsync();
        string token = await vault.GrantAsync(old);
        IssuedApiKey fresh = await vault.Keys.RotateAsync(Of(old), TimeSpan.Zero, null, None);
        Assert.NotEqual(VerificationReason.Valid, await vault.PresentTokenAsync(token));
        await vault.CreateAsync();
        await vault.ChangeAsync(new ProjectCredentialChange { Password = new SecretText("another long password"), GracePeriod = TimeSpan.FromMinutes(1) });
        Assert.Equal(VerificationReason.Valid, await vault.PresentAsync());
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(VerificationReason.Valid, await vault.PresentAsync());
        IssuedApiCredential expiring = await vault.IssueAsync(new ApiCredentialRequest { Name = "expiring-token", Type = CredentialType.ApiToken, Expiry = Expiry.In(TimeSpan.FromMinutes(1)) });
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(expiring)).Reason);

        Assert.Empty(await ReusesAsync(vault));
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task What_was_removed_meanwhile_needs_no_answer_and_nobody_else_gets_it()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await RevokeFamilyAsync(vault);
        IssuedApiCredential old = await vault.IssueAsync();
        await RotateAsync(vault, old);
        await vault.Credentials.RemoveAsync(Of(old), None);
        IssuedApiCredential next = await vault.IssueAsync();

        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(old)).Reason);
        Assert.Empty(await ReusesAsync(vault));
        await vault.Credentials.RemoveAsync(Of(next), None);
        await vault.Authority.RemovedApiCredentials.RestoreAsync(Of(old), None);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.Equal(old.Id, Assert.Single(await ReusesAsync(vault)).SubjectId);
    }

    [Fact]
    public async Task An_answer_that_the_policy_does_not_know_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        Assert.Equal(RotatedSecretReuse.Record, (await vault.Authority.Policy.GetAsync(None)).RotatedSecretReuse);
        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.Authority.Policy.ChangeAsync(new CredentialPolicyChange { RotatedSecretReuse = (RotatedSecretReuse)2 }, None));
        Assert.Equal("RotatedSecretReuse 2 is no answer to it; allowed are Record, RevokeFamily.", refusal.Message);
    }
}
