using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Issuing;

/// <summary>Changes that go ahead only where the record is as it was read.</summary>
public sealed class ModifiedMeanwhileTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Dictionary<string, Func<IApiCredentialService, CredentialReference, Task>> CredentialChanges = new()
    {
        ["renew"] = (service, reference) => service.RenewAsync(reference, Expiry.In(TimeSpan.FromDays(3)), None),
        ["rotate"] = (service, reference) => service.RotateAsync(reference, new RotationRequest(), None),
        ["change"] = (service, reference) => service.ChangeAsync(reference, new ApiCredentialChange { Description = "other" }, None),
        ["disable"] = (service, reference) => service.DisableAsync(reference, None),
        ["enable"] = (service, reference) => service.EnableAsync(reference, None),
        ["revoke"] = (service, reference) => service.RevokeAsync(reference, RevocationReason.Superseded, None),
        ["remove"] = (service, reference) => service.RemoveAsync(reference, None),
    };

    private static readonly Dictionary<string, Func<IApiKeyService, CredentialReference, Task>> KeyChanges = new()
    {
        ["renew"] = (service, reference) => service.RenewAsync(reference, null, None),
        ["rotate"] = (service, reference) => service.RotateAsync(reference, TimeSpan.Zero, null, None),
        ["disable"] = (service, reference) => service.DisableAsync(reference, None),
        ["enable"] = (service, reference) => service.EnableAsync(reference, None),
        ["remove"] = (service, reference) => service.RemoveAsync(reference, None),
    };

    private static readonly Dictionary<string, Func<IProjectCredentialService, CredentialReference, Task>> PersonChanges = new()
    {
        ["facts"] = (service, reference) => service.ChangeAsync(reference, new() { FullName = "Jane Doe" }, None),
        ["role"] = (service, reference) => service.ChangeAsync(reference, new() { Role = ["DEVELOPER"] }, None),
        ["disable"] = (service, reference) => service.ChangeAsync(reference, new() { IsEnabled = false }, None),
        ["enable"] = (service, reference) => service.ChangeAsync(reference, new() { IsEnabled = true }, None),
        ["password"] = (service, reference) => service.ChangeAsync(reference, new() { GeneratePassword = true }, None),
        ["remove"] = (service, reference) => service.RemoveAsync(reference, None),
    };

    public static TheoryData<string> OfCredentials => new(CredentialChanges.Keys);

    public static TheoryData<string> OfKeys => new(KeyChanges.Keys);

    public static TheoryData<string> OfPersons => new(PersonChanges.Keys);

    // The clock stands still: only the strict growth of ModifiedAt tells the changes apart.
    private static async Task RefusedAfterAnotherChangeAsync(Func<Task<DateTimeOffset>> read, Func<Task> other, Func<CredentialReference, Task> change, CredentialReference reference)
    {
        DateTimeOffset before = await read();
        await other();
        DateTimeOffset after = await read();
        Assert.True(after > before, "The first change did not move ModifiedAt.");

        CredentialException refusal = await Refusal.OfAsync(CredentialErrors.ModifiedMeanwhile, () => change(reference with { ModifiedAt = before }));
        Assert.Contains($"changed on {after.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(after, await read());

        // By a reference that is part of a millisecond finer, as a clock may give it.
        await change(reference with { ModifiedAt = after.AddTicks(7) });
        DateTimeOffset? last = await read().ContinueWith(reading => reading.IsCompletedSuccessfully ? reading.Result : (DateTimeOffset?)null, TaskScheduler.Default);
        Assert.True(last is null || last > after, "The change did not move ModifiedAt.");
    }

    [Theory]
    [MemberData(nameof(OfCredentials))]
    public async Task A_credential_that_was_changed_since_it_was_read_is_left_as_it_is(string change)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueAsync();
        CredentialReference reference = CredentialReference.ByName("sample-token");

        await RefusedAfterAnotherChangeAsync(
            async () => (await vault.Credentials.GetAsync(reference with { ModifiedAt = DateTimeOffset.UnixEpoch }, None)).ModifiedAt,
            () => change == "disable" ? vault.Credentials.RenewAsync(reference, Expiry.Default, None) : vault.Credentials.DisableAsync(reference, None),
            read => CredentialChanges[change](vault.Credentials, read),
            reference);
    }

    [Theory]
    [MemberData(nameof(OfKeys))]
    public async Task A_key_that_was_changed_since_it_was_read_is_left_as_it_is(string change)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.IssueKeyAsync();
        CredentialReference reference = CredentialReference.ByName("sample-key");

        await RefusedAfterAnotherChangeAsync(
            async () => (await vault.Keys.GetAsync(reference with { ModifiedAt = DateTimeOffset.UnixEpoch }, None)).ModifiedAt,
            () => change == "disable" ? vault.Keys.RenewAsync(reference, null, None) : vault.Keys.DisableAsync(reference, None),
            read => KeyChanges[change](vault.Keys, read),
            reference);
    }

    [Theory]
    [MemberData(nameof(OfPersons))]
    public async Task A_project_credential_that_was_changed_since_it_was_read_is_left_as_it_is(string change)
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.CreateAsync();
        CredentialReference reference = CredentialReference.ByName("api-user");
        IProjectCredentialService service = vault.Authority.ProjectCredentials;

        await RefusedAfterAnotherChangeAsync(
            async () => (await service.GetAsync(reference with { ModifiedAt = DateTimeOffset.UnixEpoch }, None)).ModifiedAt,
            () => service.ChangeAsync(reference, change == "disable" ? new() { Email = "other@example.com" } : new() { IsEnabled = false }, None),
            read => PersonChanges[change](service, read),
            reference);
    }

    [Fact]
    public async Task Grants_are_records_of_their_own_but_go_ahead_only_for_the_credential_that_was_read()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredential made = await vault.CreateAsync();
        CredentialReference asMade = CredentialReference.ByName("api-user") with { ModifiedAt = made.ModifiedAt };
        IProjectCredentialService service = vault.Authority.ProjectCredentials;

        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.GrantAccessAsync(asMade, [new("orders")], None);
        await service.RevokeAccessAsync(asMade, [new("orders")], None);
        Assert.Equal(made.ModifiedAt, (await service.GetAsync(asMade, None)).ModifiedAt);

        await vault.ChangeAsync(new() { FullName = "Jane Doe" });
        await Refusal.OfAsync(CredentialErrors.ModifiedMeanwhile, () => service.GrantAccessAsync(asMade, [new("orders")], None));
        await Refusal.OfAsync(CredentialErrors.ModifiedMeanwhile, () => service.RevokeAccessAsync(asMade, [], None));
        Assert.Empty(await service.ListAccessAsync(asMade, None));
    }

    [Fact]
    public async Task A_role_that_is_removed_changes_those_who_had_it()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        ProjectCredential made = await vault.CreateAsync();

        await vault.Authority.Projects.RemoveRoleAsync("API_USER", force: true, None);

        Assert.True((await vault.Authority.ProjectCredentials.GetAsync(CredentialReference.ById(made.Id), None)).ModifiedAt > made.ModifiedAt);
    }

    [Fact]
    public async Task Of_many_changes_that_read_the_same_record_at_once_one_goes_ahead()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        CredentialReference read = CredentialReference.ById(issued.Id) with { ModifiedAt = issued.ModifiedAt };

        string[] outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            try
            {
                await vault.Credentials.ChangeAsync(read, new ApiCredentialChange { Description = $"by {i}" }, None);
                return "changed";
            }
            catch (CredentialException exception)
            {
                return exception.ErrorId;
            }
        })));

        Assert.Single(outcomes, outcome => outcome == "changed");
        Assert.Equal(23, outcomes.Count(outcome => outcome == nameof(CredentialErrors.ModifiedMeanwhile)));
        Assert.Equal(2, (await vault.EventsAsync()).Count(entry => entry.SubjectName == "sample-token"));
    }
}
