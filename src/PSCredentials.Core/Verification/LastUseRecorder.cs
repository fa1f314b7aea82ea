using System.Collections.Concurrent;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>
/// Writes last uses behind verification: a use is a note in memory, and from a second after the first note they are written, many in a transaction.
/// What cannot be written is kept for the next time; last use is information, and no verification waits for it.
/// </summary>
internal sealed class LastUseRecorder : IDisposable
{
    private const int DelayMilliseconds = 1000;

    // A small transaction a second, so that neither issue nor verification feels a flood of first uses: each touches a page of its own.
    private const int ChunkSize = 1000;
    private const int ChunksEachTime = 1;

    // How long a flush waits for another process that holds the vault.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceAtClosing = TimeSpan.FromSeconds(5);

    private readonly VaultStore _store;
    private readonly ConcurrentQueue<UseNote> _pending = new();
    private readonly Timer _timer;
    private readonly SemaphoreSlim _flushing = new(1);
    private int _isArmed;
    private volatile bool _disposed;

    /// <summary>Records into a store.</summary>
    public LastUseRecorder(VaultStore store)
    {
        _store = store;
        _timer = new Timer(
            static recorder => _ = ((LastUseRecorder)recorder!).FlushAsync(ChunksEachTime, Patience, CancellationToken.None), this, Timeout.Infinite, Timeout.Infinite);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Notes a use.</summary>
    public void Record(UseNote use, long now, System.Net.IPAddress? address)
    {
        if (use.Set(now, address))
        {
            Arrange(use);
        }
    }

    /// <summary>Writes what is noted, also by a flush that is under way; gives up after a second, or when cancelled.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        _pending.IsEmpty && _flushing.CurrentCount != 0 && Volatile.Read(ref _isArmed) == 0
            ? Task.CompletedTask
            : FlushAsync(int.MaxValue, Patience, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _disposed = true;
        _timer.Dispose();
        FlushAsync(int.MaxValue, PatienceAtClosing, CancellationToken.None).GetAwaiter().GetResult();
    }

    private async Task FlushAsync(int chunks, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await _flushing.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            // Before looking at what is noted: whoever notes from here on arms the timer again.
            Interlocked.Exchange(ref _isArmed, 0);
            for (; chunks > 0 && !_pending.IsEmpty; chunks--)
            {
                if (!await TryWriteAsync(Take(), limit.Token))
                {
                    break;
                }
            }
        }
        finally
        {
            _flushing.Release();
        }

        if (!_pending.IsEmpty)
        {
            Arm();
        }
    }

    private List<UseNote> Take()
    {
        var uses = new List<UseNote>();
        while (uses.Count < ChunkSize && _pending.TryDequeue(out UseNote? use))
        {
            use.ClearPending();
            uses.Add(use);
        }

        return uses;
    }

    private async Task<bool> TryWriteAsync(List<UseNote> uses, CancellationToken cancellationToken)
    {
        try
        {
            await _store.WriteAsync(
                connection =>
                {
                    foreach (UseNote use in uses)
                    {
                        LastUseTable.Record(connection, use.Family, use.Row, use.At, use.Address);
                    }

                    return 0;
                },
                cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is CredentialException or OperationCanceledException)
        {
            foreach (UseNote use in uses.Where(use => use.TryMarkPending()))
            {
                Arrange(use);
            }

            return false;
        }
        catch (ObjectDisposedException)
        {
            // The store closed in between; there is nothing left to write to.
            return false;
        }
    }

    private void Arrange(UseNote use)
    {
        _pending.Enqueue(use);
        Arm();
    }

    private void Arm()
    {
        if (!_disposed && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(DelayMilliseconds, Timeout.Infinite);
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
}
