namespace PSCredentials.Server.Endpoints.Health;

/// <summary>Finds out whether the service can do its work: the vault answers, the certificate authority signs, and nobody has told the service to stop.</summary>
internal sealed class Readiness(IServedAuthority authority, IHostApplicationLifetime lifetime, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // Anybody may ask, and a token may be slow to sign: all who ask within this time get one answer.
    private static readonly TimeSpan s_validity = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _checking = new(1);
    private IReadOnlyList<HealthCheck> _known = [];
    private long? _knownSince;

    /// <summary>Checks, or tells what was found a moment ago.</summary>
    /// <returns>What was checked.</returns>
    public async Task<IReadOnlyList<HealthCheck>> CheckAsync()
    {
        await _checking.WaitAsync();
        try
        {
            if (_knownSince is not { } since || clock.GetElapsedTime(since) > s_validity)
            {
                _known =
                [
                    await TryAsync("store", cancellation => Task.Run(() => authority.DescribeAsync(cancellation), cancellation)),
                    await TryAsync("certificateAuthority", authority.CheckSigningKeyAsync),
                ];
                _knownSince = clock.GetTimestamp();
            }

            return [.. _known, new HealthCheck("service", lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : null)];
        }
        finally
        {
            _checking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _checking.Dispose();

    // The id of an error says what to look for; its message can name files and tokens.
    private async Task<HealthCheck> TryAsync(string name, Func<CancellationToken, Task> check)
    {
        using var patience = new CancellationTokenSource(s_patience, clock);
        try
        {
            await check(patience.Token).WaitAsync(patience.Token);
            return new HealthCheck(name, null);
        }
        catch (CredentialException exception)
        {
            return new HealthCheck(name, exception.ErrorId);
        }
        catch (ObjectDisposedException)
        {
            // The vault is closed, as the last act of a stop.
            return new HealthCheck(name, "Closed");
        }
        catch (OperationCanceledException)
        {
            return new HealthCheck(name, CredentialErrors.RequestTimedOut.Id);
        }
    }
}

/// <summary>What one check found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Fault">What is wrong; null where nothing is.</param>
internal sealed record HealthCheck(string Name, string? Fault);
