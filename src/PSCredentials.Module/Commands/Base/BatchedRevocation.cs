using System.Diagnostics.CodeAnalysis;

namespace PSCredentials.Commands;

/// <summary>
/// Revokes the pipeline's credentials beside it, many in one transaction: what arrives while a batch is under way is the next batch, so that none waits for
/// those after it. Outcomes come out in the order of the pipeline.
/// </summary>
/// <param name="stopAtRefusal">Whether nothing behind the first one refused is touched.</param>
/// <param name="requests">Who hears of the requests; null where nobody does.</param>
/// <param name="cancellation">Ends the work behind the batch under way.</param>
internal sealed class BatchedRevocation(bool stopAtRefusal, RequestLines? requests, CancellationToken cancellation) : IDisposable
{
    private const int Ahead = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<Item> _waiting = new();
    private readonly Queue<(Item Item, RevocationOutcome Outcome)> _done = new();
    private Task _batch = Task.CompletedTask;
    private int _underWay;
    private bool _isClosed;

    /// <summary>A credential to revoke.</summary>
    /// <param name="Service">Where.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Reference">Which one.</param>
    /// <param name="Target">What the user named it by.</param>
    internal sealed record Item(IApiCredentialService Service, RevocationReason Reason, CredentialReference Reference, object Target);

    /// <summary>Whether no more are to be added before one comes out.</summary>
    internal bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + _underWay + _done.Count >= Ahead;
            }
        }
    }

    /// <summary>Adds a credential, which is revoked at once where nothing is under way.</summary>
    /// <param name="item">The credential.</param>
    internal void Add(Item item)
    {
        lock (_gate)
        {
            _waiting.Enqueue(item);
            if (_underWay == 0)
            {
                BeginBatch();
            }
        }
    }

    /// <summary>Takes out the oldest that is done.</summary>
    /// <param name="done">The credential, and what came of it.</param>
    /// <returns>False where none is done.</returns>
    internal bool TryTake(out (Item Item, RevocationOutcome Outcome) done)
    {
        lock (_gate)
        {
            return _done.TryDequeue(out done);
        }
    }

    /// <summary>What to wait for until one can be taken out.</summary>
    /// <param name="batch">The batch under way.</param>
    /// <returns>False where nothing is left.</returns>
    internal bool TryWait([NotNullWhen(true)] out Task? batch)
    {
        lock (_gate)
        {
            batch = _done.Count > 0 ? Task.CompletedTask : _underWay > 0 ? _batch : null;
            return batch is not null;
        }
    }

    /// <summary>Begins no more, and waits for what is under way: nothing is revoked behind the back of who goes on.</summary>
    public void Dispose()
    {
        Task batch;
        lock (_gate)
        {
            Close();
            batch = _batch;
        }

        // What it failed with has nobody left to be told.
        _ = Task.WaitAny(batch);
    }

    private void Close()
    {
        _isClosed = true;
        _waiting.Clear();
    }

    private void BeginBatch()
    {
        var batch = new List<Item>();
        while (!_isClosed && _waiting.TryPeek(out Item? next) && (batch.Count == 0 || (next.Service, next.Reason) == (batch[0].Service, batch[0].Reason)))
        {
            batch.Add(_waiting.Dequeue());
        }

        _underWay = batch.Count;
        if (batch.Count > 0)
        {
            _batch = Task.Run(() => RunAsync(batch));
        }
    }

    private async Task RunAsync(List<Item> batch)
    {
        IReadOnlyList<RevocationOutcome> outcomes;
        try
        {
            outcomes = await RequestLines.FollowAsync(
                requests, () => batch[0].Service.RevokeAllAsync([.. batch.Select(item => item.Reference)], batch[0].Reason, stopAtRefusal, cancellation));
        }
        catch (CredentialException failure)
        {
            outcomes = [.. batch.Select(item => new RevocationOutcome(item.Reference, null, failure))];
        }

        lock (_gate)
        {
            foreach ((Item item, RevocationOutcome outcome) in batch.Zip(outcomes))
            {
                _done.Enqueue((item, outcome));
            }

            if (stopAtRefusal && outcomes[^1].Refusal is not null)
            {
                Close();
            }

            BeginBatch();
        }
    }
}
