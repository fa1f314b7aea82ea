namespace PSCredentials.Issuing;

/// <summary>
/// The queue of what keeps a core busy for long: bundles, slow on purpose, and RSA keys, slow by nature. One for all callers, for they must not take every
/// core from verification.
/// </summary>
internal sealed class SlowWork : IDisposable
{
    private readonly SemaphoreSlim _slots = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>Runs work when its turn comes.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns>What the work made.</returns>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
