using System.Text.Json;
using PSCredentials.Tests.Storage;

namespace PSCredentials.Tests.Removal;

/// <summary>Undoing the removal of API credentials.</summary>
public sealed class RestoreApiCredentialTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_restored_credential_is_what_it_was_and_works_again()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "ci-deploy", Type = CredentialType.ServiceApiToken, Namespace = "production", Description = "Deploys", Label = new Dictionary<string, string> { ["team"] = "web" },
            IPAddress = ["10.0.0.0/8"], NamespaceRole = [new NamespaceRole("production", "Editor")], UserGroup = ["ops"],
        });
        Assert.True((await vault.VerifyAsync(issued, "10.1.1.1")).IsValid);
        ApiCredential before = await vault.GetAsync("ci-deploy");
        vault.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset removedAt = vault.Clock.Now;
        await vault.RemoveAsync(issued);
        vault.Clock.Advance(TimeSpan.FromDays(6));

        RemovedApiCredential removed = Assert.Single(await vault.RemovedAsync());
        Assert.Equal((removedAt, "tester", removedAt + RemovalVault.Retention), (removed.RemovedAt, removed.RemovedBy, removed.RestorableUntil));
        Assert.Equal((before.Id, "production", CredentialState.Active, "Deploys"), (removed.Id, removed.Namespace, removed.State, removed.Description));
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(issued, "10.1.1.1")).Reason);

        ApiCredential restored = await vault.RestoreAsync(issued);

        Assert.Equal(typeof(ApiCredential), restored.GetType());
        string expected = JsonSerializer.Serialize(before with { ModifiedAt = vault.Clock.Now });
        Assert.Equal(expected, JsonSerializer.Serialize(restored));
        Assert.Equal(expected, JsonSerializer.Serialize(await vault.GetAsync("ci-deploy")));
        Assert.Empty(await vault.RemovedAsync());
        Assert.True((await vault.VerifyAsync(issued, "10.1.1.1")).IsValid);
        Assert.Equal(VerificationReason.AddressNotAllowed, (await vault.VerifyAsync(issued, "192.0.2.1")).Reason);
        List<CredentialEvent> events = await vault.EventsAsync(new CredentialEventQuery { SubjectId = [issued.Id] });
        Assert.Equal([CredentialAction.Create, CredentialAction.Remove, CredentialAction.Restore], events.Select(entry => entry.Action));
        Assert.EndsWith("can be restored until 2026-12-08 11:30:00 UTC", events[1].Detail, StringComparison.Ordinal);
        Assert.Equal("removed by tester on 2026-12-01 11:30:00 UTC", events[2].Detail);
    }

    [Fact]
    public async Task What_is_removed_is_nowhere_but_in_the_list_of_what_can_be_restored()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        await vault.VerifyAsync(issued);
        await vault.RemoveAsync(issued);

        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(issued)).Reason);
        Assert.Empty(await vault.ListAsync());
        Assert.Equal(0, await vault.Credentials.CountAsync(new ApiCredentialQuery(), None));
        Assert.Empty(await vault.Credentials.ListValuesAsync(ApiCredentialProperty.Namespace, new PropertyValueQuery(), None));
        Assert.Empty(await vault.Credentials.ListValuesAsync(ApiCredentialProperty.Owner, new PropertyValueQuery(), None));
        foreach (Func<CredentialReference, Task> use in new Func<CredentialReference, Task>[]
        {
            reference => vault.Credentials.GetAsync(reference, None),
            reference => vault.Credentials.RenewAsync(reference, Expiry.Default, None),
            reference => vault.Credentials.RotateAsync(reference, new RotationRequest(), None),
            reference => vault.Credentials.ChangeAsync(reference, new ApiCredentialChange { Description = "x" }, None),
            reference => vault.Credentials.EnableAsync(reference, None),
            reference => vault.Credentials.RevokeAsync(reference, RevocationReason.Unspecified, None),
            reference => vault.Credentials.RemoveAsync(reference, None),
        })
        {
            await Refusal.OfAsync(CredentialErrors.NotFound, () => use(RemovalVault.Of(issued)));
            await Refusal.OfAsync(CredentialErrors.NotFound, () => use(CredentialReference.ByName("sample-token")));
        }
    }

    [Fact]
    public async Task What_was_not_removed_or_is_restored_already_or_is_too_old_cannot_be_restored()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.RestoreAsync(issued));
        await vault.RemoveAsync(issued);
        await vault.RestoreAsync(issued);
        CredentialException twice = await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.RestoreAsync(issued));
        Assert.Equal($"There is no removed credential '{issued.Id}'.", twice.Message);
        await vault.RemoveAsync(issued);

        vault.Clock.Advance(RemovalVault.Retention - TimeSpan.FromMilliseconds(1));
        Assert.Single(await vault.RemovedAsync());
        vault.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await vault.RemovedAsync());
        Assert.Equal(0, await vault.Authority.RemovedApiCredentials.CountAsync(new ApiCredentialQuery(), None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.RemovedApiCredentials.GetAsync(RemovalVault.Of(issued), None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.RestoreAsync(issued));
    }

    [Fact]
    public async Task A_name_that_was_taken_since_is_refused_and_nothing_is_half_done()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync();
        await vault.RemoveAsync(first);
        IssuedApiCredential second = await vault.IssueAsync("SAMPLE-token");
        int events = (await vault.EventsAsync()).Count;

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.RestoreAsync(first));

        Assert.Equal("Credential 'sample-token' cannot be restored: there is another one of its name in namespace 'system' since.", refusal.Message);
        Assert.Equal(events, (await vault.EventsAsync()).Count);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(first)).Reason);
        Assert.True((await vault.VerifyAsync(second)).IsValid);
        Assert.Equal(first.Id, Assert.Single(await vault.RemovedAsync()).Id);

        // Two of one name: the name alone does not say which.
        await vault.RemoveAsync(second);
        await Refusal.OfAsync(CredentialErrors.AmbiguousName, () => vault.Authority.RemovedApiCredentials.RestoreAsync(CredentialReference.ByName("sample-token"), None));
        await vault.RestoreAsync(first);
        Assert.True((await vault.VerifyAsync(first)).IsValid);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(second)).Reason);
        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.Authority.RemovedApiCredentials.RestoreAsync(CredentialReference.ByName("sample-token", "SYSTEM"), None));
    }

    [Fact]
    public async Task A_scim_token_does_not_come_back_beside_the_one_in_force()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync("first-scim", CredentialType.ScimApiToken);
        await vault.RemoveAsync(first);
        IssuedApiCredential second = await vault.IssueAsync("second-scim", CredentialType.ScimApiToken);

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => vault.RestoreAsync(first));
        Assert.Contains("another SCIM token", refusal.Message, StringComparison.Ordinal);
        await vault.Credentials.RevokeAsync(RemovalVault.Of(second), RevocationReason.Superseded, None);
        await vault.RestoreAsync(first);

        Assert.True((await vault.VerifyAsync(first)).IsValid);
    }

    [Fact]
    public async Task The_secret_before_a_rotation_works_on_until_its_own_end()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential old = await vault.IssueAsync();
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(RemovalVault.Of(old), new RotationRequest { GracePeriod = TimeSpan.FromDays(2) }, None);
        await vault.RemoveAsync(rotated);
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(old)).Reason);

        // Another record may have the number of the row now, and must have nothing else of it.
        IssuedApiCredential other = await vault.IssueAsync("other-token");
        Assert.Equal(VerificationReason.Unknown, (await vault.VerifyAsync(old)).Reason);
        vault.Clock.Advance(TimeSpan.FromDays(1));
        await vault.RestoreAsync(rotated);

        Assert.Equal(rotated.Id, (await vault.VerifyAsync(old)).Credential!.Id);
        Assert.True((await vault.VerifyAsync(rotated)).IsValid);
        Assert.Equal(other.Id, (await vault.VerifyAsync(other)).Credential!.Id);
        vault.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(rotated)).IsValid);
    }

    [Fact]
    public async Task What_was_revoked_disabled_or_expired_comes_back_so()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential revoked = await vault.IssueAsync("revoked-one");
        IssuedApiCredential disabled = await vault.IssueAsync("disabled-one");
        IssuedApiCredential expiring = await vault.IssueAsync(new ApiCredentialRequest { Name = "expiring-one", Type = CredentialType.ApiToken, Expiry = Expiry.In(TimeSpan.FromDays(1)) });
        await vault.Credentials.RevokeAsync(RemovalVault.Of(revoked), RevocationReason.KeyCompromise, None);
        await vault.Credentials.DisableAsync(RemovalVault.Of(disabled), None);
        foreach (IssuedApiCredential one in (IssuedApiCredential[])[revoked, disabled, expiring])
        {
            await vault.RemoveAsync(one);
        }

        vault.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(
            [CredentialState.Disabled, CredentialState.Expired, CredentialState.Revoked], (await vault.RemovedAsync()).Select(removed => removed.State));

        Assert.Equal((CredentialState.Revoked, RevocationReason.KeyCompromise), (await vault.RestoreAsync(revoked)) is { } back ? (back.State, back.RevocationReason) : default);
        Assert.Equal(CredentialState.Disabled, (await vault.RestoreAsync(disabled)).State);
        Assert.Equal(CredentialState.Expired, (await vault.RestoreAsync(expiring)).State);
        Assert.Equal(VerificationReason.Revoked, (await vault.VerifyAsync(revoked)).Reason);
        Assert.Equal(VerificationReason.Disabled, (await vault.VerifyAsync(disabled)).Reason);
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(expiring)).Reason);
    }

    [Fact]
    public async Task A_restoration_can_be_bound_to_the_record_and_to_what_a_caller_sees()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        await vault.RemoveAsync(issued);
        CredentialReference reference = RemovalVault.Of(issued);
        IRemovedCredentialService<RemovedApiCredential, ApiCredential, ApiCredentialQuery> removed = vault.Authority.RemovedApiCredentials;

        await Refusal.OfAsync(CredentialErrors.NotFound, () => removed.RestoreAsync(reference with { VisibleIn = ["prod"] }, None));
        Assert.Empty(await vault.RemovedAsync(new ApiCredentialQuery { VisibleIn = ["prod"] }));
        await Refusal.OfAsync(CredentialErrors.ModifiedMeanwhile, () => removed.RestoreAsync(reference with { ModifiedAt = issued.ModifiedAt.AddMilliseconds(1) }, None));
        Assert.Equal(issued.Id, (await removed.RestoreAsync(reference with { VisibleIn = ["SYSTEM"], ModifiedAt = issued.ModifiedAt }, None)).Id);
        Assert.True((await vault.GetAsync("sample-token")).ModifiedAt > issued.ModifiedAt);
    }

    [Fact]
    public async Task Lists_filter_and_page_as_those_of_the_family_do_though_names_repeat()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var ids = new List<string>();
        for (int i = 0; i < 520; i++)
        {
            // One name in two: pages must neither repeat nor lose any of those of one name.
            IssuedApiCredential issued = await vault.IssueAsync(new ApiCredentialRequest { Name = $"token-{i / 2 % 3}-many", Namespace = i % 2 == 0 ? "production" : "testing", Type = CredentialType.ApiToken });
            ids.Add(issued.Id);
            await vault.RemoveAsync(issued);
        }

        List<RemovedApiCredential> all = await vault.RemovedAsync();
        Assert.Equal(ids.Order(StringComparer.Ordinal), all.Select(removed => removed.Id).Order(StringComparer.Ordinal));
        Assert.Equal(all.OrderBy(removed => (removed.Namespace, removed.Name, removed.Id)), all);
        Assert.Equal(520, await vault.Authority.RemovedApiCredentials.CountAsync(new ApiCredentialQuery(), None));
        RemovedApiCredential place = all[299];
        List<RemovedApiCredential> after = await vault.RemovedAsync(new ApiCredentialQuery { After = new ListPlace(place.Namespace, place.Name, place.Id), First = 10, Skip = 5 });
        Assert.Equal(all.Skip(305).Take(10), after);
        Assert.Equal(260, (await vault.RemovedAsync(new ApiCredentialQuery { Namespace = ["T*"] })).Count);
        Assert.Equal(all.Where(removed => removed.Name == "token-1-many"), await vault.RemovedAsync(new ApiCredentialQuery { Name = ["TOKEN-1-*"] }));
        Assert.Equal(all.Where(removed => removed.Id.StartsWith(ids[7][..34], StringComparison.Ordinal)).OrderBy(removed => removed.Id), await vault.RemovedAsync(new ApiCredentialQuery { IdPrefix = ids[7][..34] }));
        Assert.Empty(await vault.RemovedAsync(new ApiCredentialQuery { State = [CredentialState.Revoked] }));
    }

    [Fact]
    public async Task A_vault_of_the_schema_before_can_restore_from_then_on()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        await vault.CloseAsync();
        OlderSchema.GoBackToFifth(vault);

        await vault.OpenAgainAsync();

        Assert.Equal(RemovalVault.Retention, (await vault.Authority.Policy.GetAsync(None)).RemovalRetention);
        await vault.RemoveAsync(issued);
        await vault.RestoreAsync(issued);
        Assert.True((await vault.VerifyAsync(issued)).IsValid);
    }
}
