using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>
/// The right to deliver to an environment, which one process has at a time. It is short, and renewed by a heart that beats as long as the delivery
/// takes: who is killed stands in nobody's way for longer than moments. Whoever loses it begins nothing more.
/// </summary>
internal sealed class EnvironmentLease : IAsyncDisposable
{
    /// <summary>How long it is good for without a beat.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly OpenedAuthority _authority;
    private readonly long _environment;
    private readonly string _owner;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _heart;
    private bool _released;

    private EnvironmentLease(OpenedAuthority authority, long environment, string owner, bool isTakenOver)
    {
        _authority = authority;
        _environment = environment;
        _owner = owner;
        IsTakenOver = isTakenOver;
        _heart = BeatAsync();
    }

    /// <summary>Whether whoever had it before came to no end with what it was doing.</summary>
    public bool IsTakenOver { get; }

    /// <summary>Asks for the lease.</summary>
    /// <returns>The lease; null where another has it, or the environment is gone.</returns>
    public static async Task<EnvironmentLease?> TryTakeAsync(OpenedAuthority authority, long environment, CancellationToken cancellationToken)
    {
        // Looked at first, since a process that waits must not be one that writes.
        if (authority.Store.Read(connection => EnvironmentLeaseTable.IsHeld(connection, environment, authority.Now(), Length)))
        {
            return null;
        }

        string owner = Guid.NewGuid().ToString("N");
        LeaseAnswer answer = await authority.Store.WriteAsync(
            connection => EnvironmentLeaseTable.TryTake(connection, environment, owner, authority.Now(), Length), cancellationToken);
        return answer is LeaseAnswer.Taken or LeaseAnswer.TakenOver
            ? new EnvironmentLease(authority, environment, owner, answer == LeaseAnswer.TakenOver)
            : null;
    }

    /// <summary>Writes what a delivery led to, if the lease is still held.</summary>
    /// <param name="work">What to write; it says whether the lease is needed any longer.</param>
    /// <returns>Whether the lease is held on.</returns>
    public async Task<bool> WriteAsync(Func<StoreConnection, bool> work)
    {
        bool goesOn = await _authority.Store.WriteAsync(
            connection =>
            {
                if (!EnvironmentLeaseTable.Renew(connection, _environment, _owner, _authority.Now() + Length))
                {
                    return false;
                }

                bool isNeeded = work(connection);
                if (!isNeeded)
                {
                    EnvironmentLeaseTable.Release(connection, _environment, _owner);
                }

                return isNeeded;
            },
            CancellationToken.None);
        _released = !goesOn;
        return goesOn;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _heart;
        _stop.Dispose();
        if (!_released)
        {
            await ReleaseAsync();
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await _authority.Store.WriteAsync(
                connection =>
                {
                    EnvironmentLeaseTable.Release(connection, _environment, _owner);
                    return 0;
                },
                CancellationToken.None);
        }
        catch (CredentialException)
        {
            // The vault cannot be written; the lease ends by itself in moments.
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat, _authority.Clock, _stop.Token);
                await _authority.Store.WriteAsync(
                    connection => EnvironmentLeaseTable.Renew(connection, _environment, _owner, _authority.Now() + Length), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The delivery is over.
        }
        catch (CredentialException)
        {
            // A vault that cannot be written gives the lease to nobody else either; the delivery says so when it writes.
        }
    }
}
