using Microsoft.Data.Sqlite;

namespace PSCredentials.Storage;

/// <summary>A write that waits for its turn in the <see cref="CommitQueue"/>.</summary>
internal abstract class PendingWrite(CancellationToken cancellationToken)
{
    /// <summary>What the work failed with, if it failed.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>Whether the work failed and is to be undone.</summary>
    public bool HasFailed => Failure is not null;

    /// <summary>Cancellation counts until the work begins; what has begun is finished.</summary>
    protected CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Does the work and keeps its result or failure.</summary>
    public abstract void Run(StoreConnection connection);

    /// <summary>Tells the writer the kept result or failure.</summary>
    public abstract void Answer();

    /// <summary>Tells the writer that the transaction failed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the writer that it was cancelled, if it was.</summary>
    public abstract bool AnswerIfCancelled();
}

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T>(Func<StoreConnection, T> work, CancellationToken cancellationToken) : PendingWrite(cancellationToken)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Completes when the write is on disk or has failed.</summary>
    public Task<T> Task => _answer.Task;

    /// <inheritdoc/>
    public override void Run(StoreConnection connection)
    {
        Failure = null;
        try
        {
            _result = work(connection);
        }
        catch (Exception exception)
        {
            Failure = exception;
        }
    }

    /// <inheritdoc/>
    public override void Answer()
    {
        if (Failure is null)
        {
            _answer.TrySetResult(_result!);
        }
        else
        {
            Fail(Failure);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception) => _answer.TrySetException(exception);

    /// <inheritdoc/>
    public override bool AnswerIfCancelled()
    {
        if (!CancellationToken.IsCancellationRequested)
        {
            return false;
        }

        _answer.TrySetCanceled(CancellationToken);
        return true;
    }
}
