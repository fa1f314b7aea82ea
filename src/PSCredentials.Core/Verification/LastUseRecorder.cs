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

    private readonly VaultStore _store;
    private readonly ConcurrentQueue<CachedSecret> _pending = new();
    private readonly Timer _timer;
    private readonly SemaphoreSlim _flushing = new(1);
    private int _isArmed;

    /// <summary>Records into a store.</summary>
    public LastUseRecorder(VaultStore store)
    {
        _store = store;
        _timer = new Timer(static recorder => _ = ((LastUseRecorder)recorder!).FlushAsync(), this, Timeout.Infinite, Timeout.Infinite);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Notes a use.</summary>
    public void Note(CachedSecret secret, long now, System.Net.IPAddress? address)
    {
        if (!secret.NoteUse(now, address))
        {
            return;
        }

        _pending.Enqueue(secret);
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(DelayMilliseconds, Timeout.Infinite);
        }
    }

    /// <summary>Writes what is noted.</summary>
    public async Task FlushAsync()
    {
        if (_pending.IsEmpty)
        {
            return;
        }

        await _flushing.WaitAsync();
        try
        {
            Interlocked.Exchange(ref _isArmed, 0);
            var uses = new List<CachedSecret>();
            while (_pending.TryDequeue(out CachedSecret? secret))
            {
                secret.UseIsBeingWritten();
                uses.Add(secret);
            }

            if (uses.Count != 0)
            {
                await WriteAsync(uses);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _timer.Dispose();
        FlushAsync().GetAwaiter().GetResult();
        _flushing.Dispose();
    }

    private async Task WriteAsync(List<CachedSecret> uses)
    {
        try
        {
            await _store.WriteAsync(
                connection =>
                {
                    foreach (CachedSecret use in uses)
                    {
                        (long at, string? address) = use.LastUse;
                        LastUseTable.Record(connection, use.Family, use.Row, at, address);
                    }

                    return 0;
                },
                CancellationToken.None);
        }
        catch (CredentialException)
        {
            foreach (CachedSecret use in uses)
            {
                (long at, _) = use.LastUse;
                Note(use, at, null);
            }
        }
        catch (ObjectDisposedException)
        {
            // The store closed in between; there is nothing left to write to.
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => FlushAsync().GetAwaiter().GetResult();
}
