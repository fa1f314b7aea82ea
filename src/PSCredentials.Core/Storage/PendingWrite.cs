namespace PSCredentials.Storage;

/// <summary>A write that waits for its turn in the <see cref="CommitQueue"/>. It begins or is cancelled, never both.</summary>
internal abstract class PendingWrite
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Cancelled = 2;

    private int _stage;

    /// <summary>What the work failed with, if it failed.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>Whether the work failed and is to be undone.</summary>
    public bool HasFailed => Failure is not null;

    /// <summary>Whether it was cancelled before it began.</summary>
    public bool IsCancelled => Volatile.Read(ref _stage) == Cancelled;

    /// <summary>Begins, or goes on where it has begun already; from here on it is finished, cancelled or not.</summary>
    /// <returns>False when it was cancelled before.</returns>
    public bool TryBegin() => Interlocked.CompareExchange(ref _stage, Begun, Waiting) != Cancelled;

    /// <summary>Does the work and keeps its result or failure.</summary>
    public abstract void Run(StoreConnection connection);

    /// <summary>Tells the writer the kept result or failure.</summary>
    public abstract void Answer();

    /// <summary>Tells the writer that the transaction failed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Cancels it if it has not begun.</summary>
    protected bool TryCancel() => Interlocked.CompareExchange(ref _stage, Cancelled, Waiting) == Waiting;
}

/// <summary>A write with a result.</summary>
internal sealed class PendingWrite<T> : PendingWrite
{
    private readonly Func<StoreConnection, T> _work;
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;
    private T? _result;

    /// <summary>Makes a write; its writer hears of a cancellation at once, whoever's turn it is.</summary>
    public PendingWrite(Func<StoreConnection, T> work, CancellationToken cancellationToken)
    {
        _work = work;
        _registration = cancellationToken.UnsafeRegister(static (write, token) => ((PendingWrite<T>)write!).Cancel(token), this);
    }

    /// <summary>Completes when the write is on disk or has failed.</summary>
    public Task<T> Task => _answer.Task;

    /// <inheritdoc/>
    public override void Run(StoreConnection connection)
    {
        Failure = null;
        try
        {
            _result = _work(connection);
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
            _registration.Dispose();
            _answer.TrySetResult(_result!);
        }
        else
        {
            Fail(Failure);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        _registration.Dispose();
        _answer.TrySetException(exception);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryCancel())
        {
            _answer.TrySetCanceled(cancellationToken);
        }
    }
}
