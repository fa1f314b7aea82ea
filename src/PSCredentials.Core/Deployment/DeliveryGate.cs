using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>
/// The callers of this process that want something delivered to one environment: one delivers, the others wait, and find that theirs went with it, or
/// that it failed since they came. So many changes at once cost few files, and a receiver that hangs is not asked once for each caller.
/// </summary>
internal sealed class DeliveryGate(OpenedAuthority authority, Lazy<WebhookClient> webhooks, SemaphoreSlim slots, long environment)
{
    private readonly EnvironmentDelivery _delivery = new(authority, webhooks, environment);
    private readonly SemaphoreSlim _turn = new(1);
    private long _tries;
    private long _failedTry;
    private Delivery _failure = Delivery.Delivered;

    /// <summary>Delivers all that is pending now.</summary>
    public async Task<Delivery> DeliverAsync(CancellationToken cancellationToken)
    {
        long upTo = Newest();
        if (upTo == 0)
        {
            return Delivery.Delivered;
        }

        long came = Volatile.Read(ref _tries);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_delivery.IsPending(upTo))
            {
                return Delivery.Delivered;
            }

            return Explain(_failedTry > came ? _failure : await TryAsync(() => _delivery.DeliverAsync(upTo, cancellationToken), cancellationToken), upTo);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Delivers what is pending and due, unless somebody is at it.</summary>
    public async Task<Delivery> DeliverDueAsync(CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return new Delivery(DeliveryState.HeldElsewhere);
        }

        try
        {
            return Newest() is > 0 and long upTo
                ? await TryAsync(() => _delivery.DeliverDueAsync(upTo, cancellationToken), cancellationToken)
                : new Delivery(DeliveryState.NotDue);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Delivery> TryAsync(Func<Task<Delivery>> work, CancellationToken cancellationToken)
    {
        long number = Interlocked.Increment(ref _tries);
        await slots.WaitAsync(cancellationToken);
        try
        {
            Delivery delivery = await work();
            if (delivery.State == DeliveryState.Failed)
            {
                (_failedTry, _failure) = (number, delivery);
            }

            return delivery;
        }
        finally
        {
            slots.Release();
        }
    }

    private long Newest() => authority.Store.Read(connection => DeploymentTable.Newest(connection, environment));

    private Delivery Explain(Delivery delivery, long upTo)
    {
        if (delivery.State != DeliveryState.Failed || delivery.FailedAt >= upTo)
        {
            return delivery;
        }

        long before = authority.Store.Read(connection => DeploymentTable.Count(connection, environment, upTo));
        return delivery with { Reason = $"It waits behind {before} earlier {(before == 1 ? "change" : "changes")}. {delivery.Reason}" };
    }
}
