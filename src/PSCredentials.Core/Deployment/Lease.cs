using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>
/// The right to deliver to an environment, or the notices of a notification, which one process has at a time. It is short, and renewed by a heart that beats as long as the delivery
/// takes: who is killed stands in nobody's way for longer than moments. Whoever loses it begins nothing more.
/// </summary>
internal sealed class Lease : IAsyncDisposable
{
    /// <summary>How long it is good for without a beat.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly OpenedAuthority _authority;
    private readonly string _table;
    private readonly long _row;
    private readonly string _owner;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _heart;
    private bool _released;

    private Lease(OpenedAuthority authority, string table, long row, string owner, bool isTakenOver)
    {
        _authority = authority;
        _table = table;
        _row = row;
        _owner = owner;
        IsTakenOver = isTakenOver;
        _heart = BeatAsync();
    }

    /// <summary>Whether whoever had it before came to no end with what it was doing.</summary>
    public bool IsTakenOver { get; }

    /// <summary>Asks for the lease.</summary>
    /// <returns>The lease; null where another has it, or what it is for is gone.</returns>
    public static async Task<Lease?> TryTakeAsync(OpenedAuthority authority, string table, long row, CancellationToken cancellationToken)
    {
        // Looked at first, since a process that waits must not be one that writes.
        if (authority.Store.Read(connection => LeaseTable.IsHeld(connection, table, row, authority.Now(), Length)))
        {
            return null;
        }

        string owner = Guid.NewGuid().ToString("N");
        LeaseAnswer answer = await authority.Store.WriteAsync(
            connection => LeaseTable.TryTake(connection, table, row, owner, authority.Now(), Length), cancellationToken);
        return answer is LeaseAnswer.Taken or LeaseAnswer.TakenOver
            ? new Lease(authority, table, row, owner, answer == LeaseAnswer.TakenOver)
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
                if (!LeaseTable.Renew(connection, _table, _row, _owner, _authority.Now() + Length))
                {
                    return false;
                }

                bool isNeeded = work(connection);
                if (!isNeeded)
                {
                    LeaseTable.Release(connection, _table, _row, _owner);
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
                    LeaseTable.Release(connection, _table, _row, _owner);
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
                    connection => LeaseTable.Renew(connection, _table, _row, _owner, _authority.Now() + Length), _stop.Token);
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
