using Microsoft.Data.Sqlite;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

public sealed class CommitQueueTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StoreConnection _writer;
    private readonly CommitQueue _queue;
    private int _commits;

    public CommitQueueTests()
    {
        _writer = StoreConnection.Open(_file, readOnly: false);
        _writer.Execute(
            "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; CREATE TABLE item (number INTEGER PRIMARY KEY); "
            + "CREATE TABLE part (item INTEGER REFERENCES item DEFERRABLE INITIALLY DEFERRED)");
        _queue = new CommitQueue(_writer, _file, TimeSpan.FromMilliseconds(400)) { Committed = () => _commits++ };
    }

    public void Dispose()
    {
        _queue.Dispose();
        foreach (string file in new[] { _file, _file + "-wal", _file + "-shm" })
        {
            File.Delete(file);
        }
    }

    private Task<int> AddAsync(int number, CancellationToken cancellationToken = default) => _queue.RunAsync(connection => Add(connection, number), cancellationToken);

    private static int Add(StoreConnection connection, int number)
    {
        connection.Execute($"INSERT INTO item VALUES ({number})");
        return number;
    }

    /// <summary>Holds the turn until told otherwise, so that what comes meanwhile is one batch.</summary>
    private (Task<int> Turn, ManualResetEventSlim End) HoldTurn()
    {
        var begun = new ManualResetEventSlim();
        var end = new ManualResetEventSlim();
        Task<int> turn = Task.Run(() => _queue.RunAsync(
            connection =>
            {
                begun.Set();
                end.Wait();
                return 0;
            },
            CancellationToken.None));
        begun.Wait();
        return (turn, end);
    }

    private long[] Stored()
    {
        using StoreConnection reader = StoreConnection.Open(_file, readOnly: true);
        return [.. new Filter().Read(reader, "SELECT number FROM item ORDER BY number", row => row.Number(0))];
    }

    [Fact]
    public async Task Writers_that_wait_together_commit_together()
    {
        (Task<int> turn, ManualResetEventSlim end) = HoldTurn();
        Task<int>[] waiting = [.. Enumerable.Range(1, 100).Select(i => AddAsync(i))];
        end.Set();

        Assert.Equal(Enumerable.Range(1, 100), await Task.WhenAll(waiting));
        await turn;

        Assert.Equal(2, _commits);
        Assert.Equal(100, Stored().Length);
    }

    [Fact]
    public async Task Very_many_writers_are_all_answered()
    {
        (Task<int> turn, ManualResetEventSlim end) = HoldTurn();
        Task<int>[] waiting = [.. Enumerable.Range(1, 1000).Select(i => AddAsync(i))];
        end.Set();

        Assert.Equal(Enumerable.Range(1, 1000), await Task.WhenAll(waiting));
        await turn;
        Assert.Equal(1000, Stored().Length);
    }

    [Fact]
    public async Task One_that_fails_does_not_undo_the_others()
    {
        (Task<int> turn, ManualResetEventSlim end) = HoldTurn();
        Task<int>[] good = [.. Enumerable.Range(1, 10).Select(i => AddAsync(i))];
        Task<int> halfDone = _queue.RunAsync<int>(
            connection =>
            {
                Add(connection, 50);
                throw new InvalidOperationException("after its first half");
            },
            CancellationToken.None);
        Task<int> taken = AddAsync(5);
        Task<int>[] later = [.. Enumerable.Range(11, 10).Select(i => AddAsync(i))];
        end.Set();

        await Task.WhenAll([turn, .. good, .. later]);
        Assert.Equal("after its first half", (await Assert.ThrowsAsync<InvalidOperationException>(() => halfDone)).Message);
        await Assert.ThrowsAsync<SqliteException>(() => taken);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), Stored());
        Assert.Equal(2, _commits);
    }

    [Fact]
    public async Task One_that_fails_alone_leaves_nothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _queue.RunAsync<int>(
            connection =>
            {
                Add(connection, 1);
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        Assert.Empty(Stored());
        Assert.Equal(0, _commits);
        Assert.Equal(2, await AddAsync(2));
    }

    [Fact]
    public async Task A_commit_that_fails_is_everyone_s_failure()
    {
        (Task<int> turn, ManualResetEventSlim end) = HoldTurn();
        Task<int> good = AddAsync(1);
        Task<int> dangling = _queue.RunAsync(
            connection =>
            {
                connection.Execute("INSERT INTO part VALUES (77)");
                return 0;
            },
            CancellationToken.None);
        end.Set();
        await turn;

        await Assert.ThrowsAsync<SqliteException>(() => good);
        await Assert.ThrowsAsync<SqliteException>(() => dangling);
        Assert.Empty(Stored());
        Assert.Equal(1, _commits);
        Assert.Equal(2, await AddAsync(2));
        Assert.Equal([2L], Stored());
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_is_never_written()
    {
        using var cancellation = new CancellationTokenSource();
        (Task<int> turn, ManualResetEventSlim end) = HoldTurn();
        Task<int> cancelled = AddAsync(1, cancellation.Token);
        Task<int> kept = AddAsync(2);

        // Whoever waits hears of it at once, though the turn of another goes on.
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(turn.IsCompleted);
        end.Set();

        Assert.Equal(2, await kept);
        await turn;
        Assert.Equal([2L], Stored());
        Assert.Throws<OperationCanceledException>(() => { _ = AddAsync(3, cancellation.Token); });
    }

    [Fact]
    public async Task What_has_begun_is_finished_though_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();

        int written = await _queue.RunAsync(
            connection =>
            {
                cancellation.Cancel();
                return Add(connection, 1);
            },
            cancellation.Token);

        Assert.Equal(1, written);
        Assert.Equal([1L], Stored());
    }

    [Fact]
    public async Task One_that_waits_for_another_process_is_cancelled_soon_and_others_are_told_that_the_vault_is_busy()
    {
        using StoreConnection other = StoreConnection.Open(_file, readOnly: false);
        Assert.True(other.TryBeginImmediate(1000));
        using var cancellation = new CancellationTokenSource();

        Task<int> cancelled = Task.Run(() => AddAsync(1, cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Refusal.OfAsync(CredentialErrors.StoreBusy, () => Task.Run(() => AddAsync(2)));

        other.Execute("ROLLBACK");
        Assert.Equal(3, await AddAsync(3));
        Assert.Equal([3L], Stored());
    }

    [Fact]
    public async Task Closing_waits_for_what_is_under_way_and_refuses_what_comes_after()
    {
        (Task<int> turn, ManualResetEventSlim end) = HoldTurn();
        Task<int> waiting = AddAsync(1);
        Task closing = Task.Run(_queue.Dispose);
        while (true)
        {
            try
            {
                // Taken in before the queue is closed, this one is answered too.
                await Task.WhenAny(AddAsync(Random.Shared.Next(1000, int.MaxValue)), Task.Delay(5, TestContext.Current.CancellationToken));
            }
            catch (ObjectDisposedException)
            {
                break;
            }
        }

        Assert.False(closing.IsCompleted);
        end.Set();
        Assert.Equal(1, await waiting);
        await turn;
        await closing;
        Assert.Contains(1L, Stored());
    }
}
