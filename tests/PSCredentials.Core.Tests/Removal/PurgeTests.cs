using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Tests.Projects;

namespace PSCredentials.Tests.Removal;

/// <summary>What can no longer be restored is deleted for good.</summary>
public sealed class PurgeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly string[] Tables = ["removed_api_credential", "removed_api_key", "removed_project_credential", "retired_secret", "credential_access"];

    [Fact]
    public async Task The_next_change_after_the_retention_deletes_the_records_and_all_that_hangs_on_them()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        await vault.Credentials.RotateAsync(RemovalVault.Of(token), new RotationRequest { GracePeriod = TimeSpan.FromDays(60) }, None);
        IssuedApiKey key = await vault.IssueKeyAsync();
        IssuedApiKey rotated = await vault.Keys.RotateAsync(RemovalVault.Of(key), TimeSpan.FromDays(60), null, None);
        ProjectCredential person = await vault.CreateAsync();
        await vault.Authority.ProjectCredentials.GrantAccessAsync(RemovalVault.Of(person), [new AccessTarget("orders")], None);
        await vault.RemoveAsync(token);
        await vault.Keys.RemoveAsync(RemovalVault.Of(rotated), None);
        await vault.Authority.ProjectCredentials.RemoveAsync(RemovalVault.Of(person), None);
        Assert.Equal([1, 1, 1, 2, 1], Counts(vault));

        vault.Clock.Advance(RemovalVault.Retention);
        await vault.IssueAsync("next-token");

        Assert.Equal([0, 0, 0, 0, 0], Counts(vault));
        List<CredentialEvent> events = await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Purge] });
        Assert.Equal(
            [(CredentialSubject.ApiCredential, token.Id, "sample-token", "system"), (CredentialSubject.ApiKey, rotated.Id, "sample-key", ""), (CredentialSubject.ProjectCredential, person.Id, "api-user", "shop")],
            events.Select(entry => (entry.SubjectType, entry.SubjectId, entry.SubjectName, entry.Scope)));
        Assert.All(events, entry => Assert.Equal(("local", "Success"), (entry.Actor, entry.Outcome)));
    }

    [Fact]
    public async Task Nothing_of_a_secret_is_left_in_the_files()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential token = await vault.IssueAsync();
        byte[] hash = Hash(vault, token.GetToken());
        await vault.RemoveAsync(token);
        await vault.CloseAsync();
        Assert.True(File.ReadAllBytes(vault.Database).AsSpan().IndexOf(hash) >= 0, "The search does not find what is there.");

        // Nothing but opening it: where commands only read, nothing else deletes.
        vault.Clock.Advance(RemovalVault.Retention);
        await vault.OpenAgainAsync();
        await vault.CloseAsync();

        Assert.True(File.ReadAllBytes(vault.Database).AsSpan().IndexOf(hash) < 0);
        Assert.False(File.Exists(vault.Database + "-wal"));
    }

    [Fact]
    public async Task Without_retention_a_removal_is_for_good_at_once()
    {
        await using SampleVault vault = await ProjectVault.OpenAsync();
        await vault.RetainAsync(TimeSpan.Zero);
        IssuedApiCredential token = await vault.IssueAsync();
        byte[] hash = Hash(vault, token.GetToken());
        IssuedApiKey key = await vault.IssueKeyAsync();
        ProjectCredential person = await vault.CreateAsync();
        await vault.RemoveAsync(token);
        await vault.Keys.RemoveAsync(RemovalVault.Of(key), None);
        await vault.Authority.ProjectCredentials.RemoveAsync(RemovalVault.Of(person), None);

        Assert.Equal([0, 0, 0, 0, 0], Counts(vault));
        Assert.Empty(await vault.RemovedAsync());
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.RestoreAsync(token));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.RemovedApiKeys.RestoreAsync(RemovalVault.Of(key), None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Authority.RemovedProjectCredentials.RestoreAsync(RemovalVault.Of(person), None));
        Assert.DoesNotContain("restored", (await vault.EventsAsync(new CredentialEventQuery { SubjectId = [token.Id] }))[^1].Detail, StringComparison.Ordinal);
        await vault.CloseAsync();
        Assert.True(File.ReadAllBytes(vault.Database).AsSpan().IndexOf(hash) < 0);
    }

    [Fact]
    public async Task A_change_of_the_retention_counts_for_what_was_removed_before()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential first = await vault.IssueAsync("first-token");
        IssuedApiCredential second = await vault.IssueAsync("second-token");
        IssuedApiCredential third = await vault.IssueAsync("third-token");
        await vault.RemoveAsync(first);
        vault.Clock.Advance(TimeSpan.FromDays(3));
        await vault.RemoveAsync(second);
        vault.Clock.Advance(TimeSpan.FromDays(3));
        await vault.RemoveAsync(third);

        CredentialPolicy longer = await vault.RetainAsync(TimeSpan.FromDays(10));
        Assert.Equal(TimeSpan.FromDays(10), longer.RemovalRetention);
        Assert.Equal("removal retention seconds 864000", (await vault.EventsAsync())[^1].Detail);
        vault.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(vault.Clock.Now + TimeSpan.FromDays(2), (await vault.RemovedAsync())[0].RestorableUntil);
        await vault.RetainAsync(TimeSpan.FromDays(4));
        Assert.Equal("third-token", Assert.Single(await vault.RemovedAsync()).Name);

        // What was over does not come back with a longer retention.
        await vault.RetainAsync(TimeSpan.FromDays(100));
        Assert.Equal("third-token", Assert.Single(await vault.RemovedAsync()).Name);
        await vault.RetainAsync(TimeSpan.Zero);
        await vault.RetainAsync(TimeSpan.FromDays(100));
        Assert.Empty(await vault.RemovedAsync());
        Assert.Equal(3, (await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Purge] })).Count);
        foreach (TimeSpan wrong in (TimeSpan[])[TimeSpan.FromTicks(-1), TimeSpan.FromDays(365) + TimeSpan.FromTicks(1)])
        {
            CredentialException refusal = await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.RetainAsync(wrong));
            Assert.Equal("RemovalRetention has to be up to 365 days, or zero for none.", refusal.Message);
        }
    }

    [Fact]
    public async Task A_change_deletes_some_and_whoever_asks_gets_all_deleted()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        for (int i = 0; i < 450; i++)
        {
            IssuedApiCredential issued = await vault.IssueAsync($"token-{i:0000}");
            await vault.RemoveAsync(issued);
        }

        vault.Clock.Advance(RemovalVault.Retention);
        await vault.IssueAsync("one-change");
        Assert.Equal(250, Counts(vault)[0]);
        await vault.IssueAsync("another-change");
        Assert.Equal(50, Counts(vault)[0]);

        Assert.Equal(50, await ((IServedAuthority)vault.Authority).PurgeRemovedAsync(None));
        Assert.Equal(0, await ((IServedAuthority)vault.Authority).PurgeRemovedAsync(None));
        Assert.Equal(0, Counts(vault)[0]);
        Assert.True((await vault.Authority.AuditIntegrity.VerifyAsync([], None)).IsIntact);
    }

    [Fact]
    public async Task The_tables_of_what_was_removed_have_the_columns_of_their_families()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);

        foreach (string table in (string[])["api_credential", "api_key", "project_credential"])
        {
            string Columns(string name) =>
                connection.Text($"SELECT group_concat(name || ' ' || type, ', ') FROM (SELECT name, type FROM pragma_table_info('{name}') WHERE name NOT IN ('removed_at', 'removed_by') ORDER BY name)")!;
            Assert.Equal(Columns(table), Columns($"removed_{table}"));
        }
    }

    private static byte[] Hash(SampleVault vault, string secret)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        VaultRecord record = VaultTable.Read(connection);
        byte[] master = MasterKey.Find(record.Protection, record.Parameters, vault.Folder, null);
        using var hasher = new SecretHasher(VaultKeys.Open(master, record.Id, VaultTable.Keys(connection), record.Protection).HashKey);
        return hasher.Hash(secret);
    }

    private static long[] Counts(SampleVault vault)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        return [.. Tables.Select(table => connection.Scalar($"SELECT count(*) FROM {table}"))];
    }
}
