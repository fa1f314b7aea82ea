using System.Collections.Concurrent;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>
/// Writes last uses behind verification: a use is a note in memory, and a second after the first note all are written in one transaction.
/// What cannot be written is kept for the next time; last use is information, and no verification waits for it.
/// </summary>
internal sealed class LastUseRecorder : IDisposable
{
    private const int DelayMilliseconds = 1000;

    // Small transactions, and few of them a second, so that neither issue nor verification feels a flood of first uses.
    private const int ChunkSize = 1000;
    private const int ChunksEachTime = 3;

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
        _timer = new Timer(static recorder => _ = ((LastUseRecorder)recorder!).FlushAsync(ChunksEachTime), this, Timeout.Infinite, Timeout.Infinite);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Notes a use.</summary>
    public void Record(UseNote use, long now, System.Net.IPAddress? address)
    {
        if (use.Set(now, address))
        {
            _pending.Enqueue(use);
            Arm();
        }
    }

    /// <summary>Writes all that is noted.</summary>
    public Task FlushAsync() => _pending.IsEmpty ? Task.CompletedTask : FlushAsync(int.MaxValue);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _disposed = true;
        _timer.Dispose();
        FlushAsync().GetAwaiter().GetResult();
        _flushing.Dispose();
    }

    private async Task FlushAsync(int chunks)
    {
        await _flushing.WaitAsync();
        try
        {
            Interlocked.Exchange(ref _isArmed, 0);
            var uses = new List<UseNote>(ChunkSize);
            for (; chunks > 0 && !_pending.IsEmpty; chunks--)
            {
                uses.Clear();
                while (uses.Count < ChunkSize && _pending.TryDequeue(out UseNote? use))
                {
                    use.ClearPending();
                    uses.Add(use);
                }

                if (!await TryWriteAsync(uses))
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

    private void Arm()
    {
        if (!_disposed && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(DelayMilliseconds, Timeout.Infinite);
        }
    }

    private async Task<bool> TryWriteAsync(List<UseNote> uses)
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
                CancellationToken.None);
            return true;
        }
        catch (CredentialException)
        {
            uses.Where(use => use.TryMarkPending()).ToList().ForEach(_pending.Enqueue);
            return false;
        }
        catch (ObjectDisposedException)
        {
            // The store closed in between; there is nothing left to write to.
            return false;
        }
    }

    // A process that ends does not wait long for others that hold the vault.
    private void OnProcessExit(object? sender, EventArgs e) => FlushAsync().Wait(TimeSpan.FromSeconds(2));
}
