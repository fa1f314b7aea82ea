using System.Collections.Concurrent;

namespace PSCredentials.Server.Limits;

/// <summary>Gives up a request that takes too long, waiting for its turn included. What is committed by then stays, as it does when the client goes away.</summary>
internal sealed class TimeLimitStep(RequestDelegate next, LimitOptions limits)
{
    private const int MostKept = 1024;

    // A source that did not fire can be used again; making one with its timer costs more than all the rest.
    private readonly ConcurrentQueue<CancellationTokenSource> _sources = [];
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(limits.RequestSeconds);

    /// <summary>Runs the step.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the request.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        CancellationToken aborted = context.RequestAborted;
        CancellationTokenSource source = _sources.TryDequeue(out CancellationTokenSource? kept) ? kept : new CancellationTokenSource();
        source.CancelAfter(_limit);
        CancellationTokenRegistration registration = aborted.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        try
        {
            context.RequestAborted = source.Token;
            await next(context);
        }
        catch (OperationCanceledException exception) when (source.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw new CredentialException(CredentialErrors.RequestTimedOut, $"The request took longer than {_limit.TotalSeconds} s.", exception);
        }
        finally
        {
            context.RequestAborted = aborted;
            await registration.DisposeAsync();
            Keep(source);
        }
    }

    private void Keep(CancellationTokenSource source)
    {
        if (_sources.Count < MostKept && source.TryReset())
        {
            _sources.Enqueue(source);
        }
        else
        {
            source.Dispose();
        }
    }
}
