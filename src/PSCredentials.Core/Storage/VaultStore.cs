using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PSCredentials.Storage;

/// <summary>
/// The vault's database: many readers, writers that commit together, and a number that grows whenever a stored fact may have changed, here
/// or in another process.
/// </summary>
internal sealed class VaultStore : IDisposable
{
    // Revocation has to be seen by every other process within a second.
    private const int ForeignCheckMilliseconds = 200;

    private readonly CommitQueue _writes;
    private readonly ConcurrentBag<StoreConnection> _readers = [];
    private readonly StoreConnection _monitor;
    private readonly Lock _monitorGate = new();
    private long _foreignVersion;
    private long _monitorVersion;
    private long _nextForeignCheck;
    private long _epoch;
    private int _reads;
    private bool _factsChanged;
    private volatile bool _disposed;

    private VaultStore(VaultFile file, StoreConnection writer, TimeSpan patience)
    {
        File = file;
        _writes = new CommitQueue(writer, file.Path, patience) { Committed = OnCommitted };
        _monitor = StoreConnection.Open(file.Path, readOnly: true);
        _foreignVersion = _writes.TryReadForeignVersion() ?? 0;
        _monitorVersion = _monitor.Scalar("PRAGMA data_version");
    }

    /// <summary>The database file.</summary>
    public VaultFile File { get; }

    /// <summary>Opens the vault in a folder.</summary>
    /// <param name="folder">The vault's folder.</param>
    /// <param name="fill">Fills a new vault, in the transaction that makes it; null where none may be made.</param>
    /// <param name="mustBeNew">Whether an existing vault is an error.</param>
    /// <param name="patience">How long to wait for other processes.</param>
    /// <param name="cancellationToken">Gives up before anything is made.</param>
    public static VaultStore Open(
        string folder, Action<StoreConnection>? fill, bool mustBeNew, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Schema.RequireSafeSqlite();
        VaultFile file = VaultFile.Prepare(folder, create: fill is not null);
        try
        {
            // In short slices, so that whoever does not want to wait any longer is heard.
            var waiting = new Waiting(file.Path, patience, cancellationToken);
            StoreConnection writer = waiting.Until(() => StoreConnection.Open(file.Path, readOnly: false, VaultMaker.WaitSliceMilliseconds));
            try
            {
                VaultMaker.Prepare(writer, file.Path, fill, mustBeNew, waiting);
                writer.BusyTimeout = StoreConnection.BusyTimeoutMilliseconds;
                return new VaultStore(file, writer, patience);
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB
                ? file.ExplainNoDatabase(exception)
                : StoreErrors.From(exception, file.Path);
        }
    }

    /// <summary>Whether the database file was removed since it was opened, or another one put in its place.</summary>
    public bool IsGone
    {
        get
        {
            lock (_monitorGate)
            {
                return _monitor.IsFileGone;
            }
        }
    }

    /// <summary>
    /// Grows with every change of a stored fact. What was read before it grew has to be read again. Asking it looks at most five times a second
    /// whether another process has written.
    /// </summary>
    public long CurrentEpoch()
    {
        long now = Environment.TickCount64;
        if (now >= Volatile.Read(ref _nextForeignCheck))
        {
            CheckForeignWrites(now);
        }

        return Volatile.Read(ref _epoch);
    }

    /// <summary>Says, from within a write, that it changes what verification may have read.</summary>
    public void MarkFactsChanged() => _factsChanged = true;

    /// <summary>Runs work in a write transaction; the task completes when it is on disk.</summary>
    public async Task<T> WriteAsync<T>(Func<StoreConnection, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _writes.RunAsync(work, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw StoreErrors.From(exception, File.Path);
        }
        catch (Exception exception) when (StoreErrors.IsUnreadable(exception))
        {
            throw StoreErrors.Damaged(File.Path, exception);
        }
    }

    /// <summary>Runs work on a reading connection.</summary>
    public T Read<T>(Func<StoreConnection, T> work)
    {
        Interlocked.Increment(ref _reads);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            // Also notices that the file is gone.
            CurrentEpoch();
            if (!_readers.TryTake(out StoreConnection? reader))
            {
                reader = StoreConnection.Open(File.Path, readOnly: true);
            }

            try
            {
                return work(reader);
            }
            finally
            {
                _readers.Add(reader);
            }
        }
        catch (SqliteException exception)
        {
            throw StoreErrors.From(exception, File.Path);
        }
        catch (Exception exception) when (StoreErrors.IsUnreadable(exception))
        {
            throw StoreErrors.Damaged(File.Path, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _reads);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        Interlocked.MemoryBarrier();
        SpinWait.SpinUntil(() => Volatile.Read(ref _reads) == 0);
        while (_readers.TryTake(out StoreConnection? reader))
        {
            reader.Dispose();
        }

        lock (_monitorGate)
        {
            _monitor.Dispose();
        }

        // Last, so that closing the only connection left folds the write-ahead log into the database.
        _writes.Dispose();
    }

    private void OnCommitted()
    {
        if (_factsChanged)
        {
            _factsChanged = false;
            Interlocked.Increment(ref _epoch);
        }
    }

    private void CheckForeignWrites(long now)
    {
        lock (_monitorGate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (now < _nextForeignCheck)
            {
                return;
            }

            if (_monitor.IsFileGone)
            {
                throw StoreErrors.Gone(File.Path);
            }

            try
            {
                // While a write is under way the monitor answers; it takes our own commits for foreign ones, which costs a read at worst.
                bool changed = _writes.TryReadForeignVersion() is { } foreign
                    ? foreign != Interlocked.Exchange(ref _foreignVersion, foreign)
                    : _monitor.Scalar("PRAGMA data_version") is var seen && seen != Interlocked.Exchange(ref _monitorVersion, seen);
                if (changed)
                {
                    Interlocked.Increment(ref _epoch);
                }
            }
            catch (SqliteException exception)
            {
                throw StoreErrors.From(exception, File.Path);
            }

            Volatile.Write(ref _nextForeignCheck, now + ForeignCheckMilliseconds);
        }
    }
}
