using Microsoft.Data.Sqlite;

namespace PSCredentials.Storage;

/// <summary>
/// Commits writers that wait together in one transaction. The first writer to arrive works on its own thread, without a detour; those
/// that arrive meanwhile are taken together by the next turn. A write is answered when its transaction is on disk.
/// </summary>
internal sealed class CommitQueue(StoreConnection connection, string file, TimeSpan patience) : IDisposable
{
    private const int LargestBatch = 256;

    // Short slices, so that a turn whose writers are all cancelled ends soon.
    private const int WaitSliceMilliseconds = 100;

    private readonly Lock _gate = new();
    private readonly Lock _connectionGate = new();
    private readonly Queue<PendingWrite> _pending = new();
    private readonly ManualResetEventSlim _idle = new(true);
    private bool _busy;
    private bool _closed;

    /// <summary>Raised after each commit, before the writers hear of it.</summary>
    public Action? Committed { get; set; }

    /// <summary>Runs work in a write transaction; a failure of the work undoes that work alone. Work may run twice and has to do the same then.</summary>
    public Task<T> RunAsync<T>(Func<StoreConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new PendingWrite<T>(work, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(CommitQueue));
            _pending.Enqueue(write);
            if (_busy)
            {
                return write.Task;
            }

            _busy = true;
            _idle.Reset();
        }

        TakeTurn();
        return write.Task;
    }

    /// <summary>
    /// SQLite's number that changes with commits of other connections alone; null while a turn is under way. All writes of this process go through
    /// this connection, so a change means another process.
    /// </summary>
    public long? TryReadForeignVersion()
    {
        if (!_connectionGate.TryEnter())
        {
            return null;
        }

        try
        {
            return connection.Scalar("PRAGMA data_version");
        }
        finally
        {
            _connectionGate.Exit();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _idle.Wait();
        _idle.Dispose();
        connection.Dispose();
    }

    private void TakeTurn()
    {
        var batch = new List<PendingWrite>();
        lock (_gate)
        {
            while (batch.Count < LargestBatch && _pending.TryDequeue(out PendingWrite? write))
            {
                batch.Add(write);
            }
        }

        lock (_connectionGate)
        {
            Commit(batch);
        }

        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                _busy = false;
                _idle.Set();
                return;
            }
        }

        // The caller whose turn this was has its answer; others must not keep it.
        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.TakeTurn(), this, preferLocal: false);
    }

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            if (!Begin(batch))
            {
                return;
            }

            if (!TryRunTogether(batch))
            {
                connection.Prepared("ROLLBACK").Execute();
                if (batch.Count > 1)
                {
                    if (!Begin(batch))
                    {
                        return;
                    }

                    RunApart(batch);
                }
            }

            if (!connection.IsAutoCommit)
            {
                connection.Commit();
                Committed?.Invoke();
            }

            batch.ForEach(write => write.Answer());
        }
        catch (Exception exception)
        {
            // The boundary of the queue: whatever ended the transaction is each waiting writer's answer.
            Abandon(batch, exception);
        }
    }

    // Failures are rare: savepoints are paid for only by a batch that has one.
    private bool TryRunTogether(List<PendingWrite> batch)
    {
        foreach (PendingWrite write in batch)
        {
            write.Run(connection);
            if (write.HasFailed)
            {
                ThrowIfEnded(write);
                return false;
            }
        }

        return true;
    }

    private void RunApart(List<PendingWrite> batch)
    {
        foreach (PendingWrite write in batch)
        {
            connection.Prepared("SAVEPOINT one").Execute();
            TrailPlace? trail = connection.Trail.Place;
            write.Run(connection);
            if (write.HasFailed)
            {
                ThrowIfEnded(write);
                connection.Prepared("ROLLBACK TO one").Execute();
                connection.Trail.Place = trail;
            }

            connection.Prepared("RELEASE one").Execute();
        }
    }

    // A full disk or a damaged file ends the whole transaction; then nobody's work is left.
    private void ThrowIfEnded(PendingWrite write)
    {
        if (connection.IsAutoCommit)
        {
            throw write.Failure!;
        }
    }

    private bool Begin(List<PendingWrite> batch)
    {
        long started = Environment.TickCount64;
        while (true)
        {
            batch.RemoveAll(write => write.IsCancelled);
            if (batch.Count == 0)
            {
                return false;
            }

            if (connection.IsFileGone)
            {
                throw StoreErrors.Gone(file);
            }

            if (connection.TryBeginImmediate(WaitSliceMilliseconds))
            {
                batch.RemoveAll(write => !write.TryBegin());
                return true;
            }

            if (Environment.TickCount64 - started > patience.TotalMilliseconds)
            {
                throw StoreErrors.Busy(file);
            }
        }
    }

    private void Abandon(List<PendingWrite> batch, Exception exception)
    {
        try
        {
            if (!connection.IsAutoCommit)
            {
                connection.Prepared("ROLLBACK").Execute();
            }
        }
        catch (SqliteException)
        {
            // The first failure is the one to tell; the database undoes an unfinished transaction by itself.
        }

        batch.ForEach(write => write.Fail(exception));
    }
}
