using PSCredentials.Audit;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Audit;

/// <summary>The trail stays right whatever becomes of the transactions that write it.</summary>
public sealed class TrailWritingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psc-trail-");
    private readonly AuditKey _key = AuditKey.Derive(new byte[32], "sample");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    private VaultStore Open() => VaultStore.Open(
        _folder.FullName, connection => AuditHeadTable.Add(connection, _key, 0, AuditKey.Origin, protectedSince: 1), mustBeNew: false, TimeSpan.FromSeconds(30));

    private Task<int> AddAsync(VaultStore store, string name, bool fails = false) => store.WriteAsync(
        connection =>
        {
            EventTable.Append(connection, _key, new CredentialEvent { Actor = "tester", Outcome = "Success", SubjectName = name });
            return fails ? throw CredentialException.Invalid("Name", "is refused.") : 0;
        },
        CancellationToken.None);

    private CredentialAuditVerdict Verify(VaultStore store) => store.Read(connection => connection.InSnapshot(
        snapshot => new TrailVerification(snapshot, _key, "sample", [], CancellationToken.None).Run()));

    private static string[] Names(VaultStore store) =>
        [.. store.Read(connection => EventTable.Page(connection, new CredentialEventQuery(), 0, 1000, "sample")).Select(entry => entry.SubjectName)];

    [Fact]
    public async Task What_fails_among_writers_that_commit_together_leaves_no_trace_in_the_chain()
    {
        using VaultStore store = Open();
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        Task<int> turn = Task.Run(() => store.WriteAsync(
            _ =>
            {
                begun.Set();
                end.Wait();
                return 0;
            },
            CancellationToken.None));
        begun.Wait(TestContext.Current.CancellationToken);

        // The first of the batch fails, some in its middle, and the last.
        Task<int>[] waiting = [.. Enumerable.Range(0, 31).Select(i => AddAsync(store, $"event-{i}", fails: i % 5 == 0))];
        end.Set();
        await turn;
        foreach ((int i, Task<int> write) in waiting.Index())
        {
            if (i % 5 == 0)
            {
                await Assert.ThrowsAsync<CredentialException>(() => write);
            }
            else
            {
                await write;
            }
        }

        await AddAsync(store, "alone");
        await Assert.ThrowsAsync<CredentialException>(() => AddAsync(store, "failed alone", fails: true));
        await AddAsync(store, "last");
        string[] expected = [.. Enumerable.Range(0, 31).Where(i => i % 5 != 0).Select(i => $"event-{i}"), "alone", "last"];
        Assert.Equal(expected, Names(store));
        Assert.Equal((CredentialAuditFinding.Intact, (long)expected.Length), Found(store));
    }

    [Fact]
    public async Task Stores_that_write_in_turn_and_at_once_continue_one_chain()
    {
        using VaultStore one = Open();
        using VaultStore other = Open();
        for (int i = 0; i < 20; i++)
        {
            await AddAsync(i % 3 == 0 ? one : other, $"event-{i}");
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"event-{i}"), Names(one));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => AddAsync(i % 2 == 0 ? one : other, $"at once {i}"))));
        Assert.Equal((CredentialAuditFinding.Intact, 220L), Found(one));
        Assert.Equal((CredentialAuditFinding.Intact, 220L), Found(other));
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_the_chain_as_it_was()
    {
        using VaultStore store = Open();
        await AddAsync(store, "first");
        await Assert.ThrowsAsync<CredentialException>(() => store.WriteAsync(
            connection =>
            {
                connection.Execute("CREATE TABLE owner (id INTEGER PRIMARY KEY); CREATE TABLE part (owner INTEGER REFERENCES owner DEFERRABLE INITIALLY DEFERRED)");
                EventTable.Append(connection, _key, new CredentialEvent { SubjectName = "never" });
                connection.Execute("INSERT INTO part VALUES (7)");
                return 0;
            },
            CancellationToken.None));
        await AddAsync(store, "second");

        Assert.Equal(["first", "second"], Names(store));
        Assert.Equal((CredentialAuditFinding.Intact, 2L), Found(store));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with a\0 NUL and a lone \ud800 surrogate")]
    [InlineData("Ünïcödé 𝄞")]
    public async Task Any_text_is_proved_as_it_is_stored(string text)
    {
        using VaultStore store = Open();
        await AddAsync(store, text);
        await AddAsync(store, new string('x', 100_000) + text);

        Assert.Equal((CredentialAuditFinding.Intact, 2L), Found(store));
    }

    [Fact]
    public async Task Events_about_many_credentials_at_once_are_chained_one_by_one()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        const int Count = 2500;
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await vault.IssueAsync($"token-{i:0000}"));
        CredentialReference[] all = [.. (await vault.ListAsync()).Select(credential => CredentialReference.ById(credential.Id))];
        await vault.Credentials.RevokeAllAsync(all, RevocationReason.KeyCompromise, stopAtRefusal: true, CancellationToken.None);

        CredentialAuditVerdict verdict = await vault.Authority.AuditIntegrity.VerifyAsync([], CancellationToken.None);

        Assert.Equal((CredentialAuditFinding.Intact, (2L * Count) + 1), (verdict.Finding, verdict.EventCount));
        List<CredentialEvent> revoked = await vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Revoke] });
        Assert.Equal(all.Select(reference => reference.Id), revoked.Select(entry => entry.SubjectId));
    }

    [Fact]
    public async Task Looking_through_a_trail_is_cancelled_when_asked()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vault.Authority.AuditIntegrity.VerifyAsync([], new CancellationToken(canceled: true)));
    }

    private (CredentialAuditFinding Finding, long Count) Found(VaultStore store) => Verify(store) is var verdict ? (verdict.Finding, verdict.EventCount) : default;
}
