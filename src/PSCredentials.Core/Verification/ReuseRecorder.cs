using System.Collections.Concurrent;
using System.Net;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Verification;

/// <summary>
/// Takes secrets that are presented after a rotation replaced them and their grace period ended to where that is told and answered. The first presentation of a credential's is written at once, behind the
/// verification, which does not wait for it; those that follow are counted, and written once a minute: a flood costs the store little.
/// </summary>
internal sealed class ReuseRecorder : IDisposable
{
    private const long PauseMilliseconds = 60_000;

    // Each is a credential of this vault whose former secret was presented; what is written is forgotten.
    private const int MostNotes = 10_000;

    // How long a flush waits for another process that holds the vault.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly OpenedAuthority _authority;
    private readonly ReuseAnswer _answer;
    private readonly ConcurrentDictionary<(CredentialFamily Family, string Id), ReuseNote> _notes = new();
    private readonly SemaphoreSlim _flushing = new(1);
    private readonly Timer _timer;
    private int _isArmed;
    private int _isWatching;
    private volatile bool _disposed;

    /// <summary>Records for an authority.</summary>
    public ReuseRecorder(OpenedAuthority authority)
    {
        _authority = authority;
        _answer = new ReuseAnswer(authority);
        _timer = new Timer(static recorder => ((ReuseRecorder)recorder!).OnTimer(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Notes that a retired secret was presented.</summary>
    public void Note(CachedSecret secret, long now, IPAddress? address)
    {
        ReuseNote note = _notes.GetOrAdd((secret.Use.Family, secret.Id), static key => new ReuseNote(key.Family, key.Id));
        if (Volatile.Read(ref _isWatching) == 0 && Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        }

        if (note.Add(isProof: !secret.IsCertificate, address, now, PauseMilliseconds))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static recorder => _ = recorder.FlushAsync(CancellationToken.None), this, preferLocal: false);
        }
        else
        {
            Arm();
        }
    }

    /// <summary>Writes what is noted, also by a flush that is under way; gives up after some seconds, or when cancelled.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_flushing.CurrentCount != 0 && !_notes.Values.Any(static note => note.IsPending))
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
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
            foreach (ReuseNote note in _notes.Values.Where(static note => note.IsPending))
            {
                if (!await TryWriteAsync(note, limit.Token))
                {
                    Arm();
                    break;
                }
            }

            Forget();
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
        _disposed = true;
        _timer.Dispose();
        FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private async Task<bool> TryWriteAsync(ReuseNote note, CancellationToken cancellationToken)
    {
        long count = note.Take();
        try
        {
            await _authority.Store.WriteAsync(
                connection =>
                {
                    _answer.Give(connection, note, count);
                    return 0;
                },
                cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is CredentialException or OperationCanceledException or ObjectDisposedException)
        {
            // It stays counted for the next time: no verification fails of it.
            note.PutBack(count);
            return false;
        }
    }

    private void Forget()
    {
        if (_notes.Count > MostNotes)
        {
            foreach ((var key, ReuseNote note) in _notes)
            {
                if (!note.IsPending)
                {
                    _notes.TryRemove(key, out _);
                }
            }
        }
    }

    private void Arm()
    {
        if (!_disposed && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(PauseMilliseconds, Timeout.Infinite);
        }
    }

    private void OnTimer()
    {
        Volatile.Write(ref _isArmed, 0);
        _ = FlushAsync(CancellationToken.None);
    }

    private void OnProcessExit(object? sender, EventArgs e) => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
}
