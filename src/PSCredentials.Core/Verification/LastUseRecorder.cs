using System.Collections.Concurrent;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>
/// Writes last uses behind verification: a use is a note in memory, and a second after the first note all are written in one transaction.
/// What cannot be written is kept for the next time; last use is information, and neither a verification nor a reader waits long for it.
/// </summary>
internal sealed class LastUseRecorder : IDisposable
{
    private const int DelayMilliseconds = 1000;

    // How long a flush waits for another process that holds the vault.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceAtClosing = TimeSpan.FromSeconds(5);

    private readonly VaultStore _store;
    private readonly ConcurrentQueue<CachedSecret> _pending = new();
    private readonly Timer _timer;
    private readonly SemaphoreSlim _flushing = new(1);
    private int _isArmed;

    /// <summary>Records into a store.</summary>
    public LastUseRecorder(VaultStore store)
    {
        _store = store;
        _timer = new Timer(static recorder => _ = ((LastUseRecorder)recorder!).FlushAsync(CancellationToken.None), this, Timeout.Infinite, Timeout.Infinite);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Notes a use.</summary>
    public void Note(CachedSecret secret, long now, System.Net.IPAddress? address)
    {
        if (secret.NoteUse(now, address))
        {
            Arrange(secret);
        }
    }

    /// <summary>Writes what is noted, also by a flush that is under way; gives up after a second, or when cancelled.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        _pending.IsEmpty && _flushing.CurrentCount != 0 && Volatile.Read(ref _isArmed) == 0
            ? Task.CompletedTask
            : FlushAsync(Patience, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _timer.Dispose();
        FlushAsync(PatienceAtClosing, CancellationToken.None).GetAwaiter().GetResult();
    }

    private async Task FlushAsync(TimeSpan patience, CancellationToken cancellationToken)
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
            var uses = new List<CachedSecret>();
            while (_pending.TryDequeue(out CachedSecret? secret))
            {
                secret.UseIsBeingWritten();
                uses.Add(secret);
            }

            if (uses.Count != 0)
            {
                await WriteAsync(uses, limit.Token);
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    private async Task WriteAsync(List<CachedSecret> uses, CancellationToken cancellationToken)
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
                cancellationToken);
        }
        catch (Exception exception) when (exception is CredentialException or OperationCanceledException)
        {
            foreach (CachedSecret use in uses.Where(use => use.TryArrangeWriting()))
            {
                Arrange(use);
            }
        }
        catch (ObjectDisposedException)
        {
            // The store closed in between; there is nothing left to write to.
        }
    }

    private void Arrange(CachedSecret secret)
    {
        _pending.Enqueue(secret);
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(DelayMilliseconds, Timeout.Infinite);
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
}
