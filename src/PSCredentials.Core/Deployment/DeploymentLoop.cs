using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>Delivers what becomes due, until it is told to end.</summary>
internal sealed class DeploymentLoop(AuthorityContext authority, ChangeQueue queue, Deliveries deliveries, Action<string, EnvironmentResult> report)
{
    // Changes of other processes, and clocks that are set, are seen within this time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<long, Task<EnvironmentResult?>> _running = [];
    private readonly Dictionary<long, string> _projects = [];

    /// <summary>Runs; ends without an error when it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                Task pause = Task.Delay(await BeginDueAsync(cancellationToken), authority.Clock, cancellationToken);
                while (await Task.WhenAny([pause, .. _running.Values]) != pause)
                {
                    await ReportEndedAsync();
                }

                await pause;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            await Task.WhenAll(_running.Values).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task<TimeSpan> BeginDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await queue.NoteExpiriesAsync(cancellationToken);
            DateTimeOffset now = authority.Now();
            TimeSpan pause = Shorter(LongestPause, authority.Store.Read(DeployedCredentialTable.NextExpiry) - now);
            foreach ((long row, DateTimeOffset dueAt) in authority.Store.Read(DeploymentTable.Due))
            {
                if (_running.ContainsKey(row))
                {
                    continue;
                }

                if (!RetryDelay.IsOver(dueAt, now))
                {
                    pause = Shorter(pause, dueAt - now);
                }
                else if (authority.Store.Read(connection => EnvironmentTable.Find(connection, row)) is { } environment)
                {
                    _projects[row] = environment.ProjectName;
                    _running[row] = deliveries.DeliverDueAsync(environment, cancellationToken);
                }
            }

            return pause > ShortestPause ? pause : ShortestPause;
        }
        catch (CredentialException exception) when (exception.ErrorId is nameof(CredentialErrors.StoreBusy) or nameof(CredentialErrors.StoreFull))
        {
            // Passes by itself; whoever serves is not to end of it.
            return LongestPause;
        }
    }

    private async Task ReportEndedAsync()
    {
        foreach ((long row, Task<EnvironmentResult?> task) in _running.Where(entry => entry.Value.IsCompleted).ToArray())
        {
            _running.Remove(row);
            if (await task is { } result)
            {
                report(_projects[row], result);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;
}
