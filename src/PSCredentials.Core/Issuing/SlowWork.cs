using PSCredentials.Authority;

namespace PSCredentials.Issuing;

/// <summary>
/// The queue of what keeps a core busy for long: bundles, slow on purpose, and RSA keys, slow by nature. One for all callers, for they must not take every
/// core from verification. Those who wait are bounded: what is asked for after them could not be done in a sensible time.
/// </summary>
internal sealed class SlowWork : IDisposable
{
    /// <summary>How many may wait.</summary>
    public const int MostWaiting = 1000;

    private readonly SemaphoreSlim _slots = new(Math.Max(1, Environment.ProcessorCount - 1));
    private int _waiting;

    /// <summary>Runs work when its turn comes.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns>What the work made.</returns>
    /// <exception cref="CredentialException">Too many wait already.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        try
        {
            // On a thread of its own: those of the pool are for what is quick.
            return await Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_slots.Wait(0, cancellationToken))
        {
            return;
        }

        try
        {
            AuthorityMeter.Waiting.Add(1, AuthorityMeter.KeysAndBundles);
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                throw new CredentialException(CredentialErrors.TooManyRequests, $"More than {MostWaiting} keys and bundles wait to be made.");
            }

            await _slots.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            AuthorityMeter.Waiting.Add(-1, AuthorityMeter.KeysAndBundles);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
