namespace PSCredentials.Server.Hosting;

/// <summary>Deletes for good what was removed and can no longer be restored, also where nothing else is changed for long.</summary>
internal sealed partial class RemovalWorker(IServedAuthority authority, TimeProvider clock, ILogger<RemovalWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken);
            try
            {
                int count = await authority.PurgeRemovedAsync(stoppingToken);
                if (count > 0)
                {
                    LogPurge(count);
                }
            }
            catch (CredentialException exception)
            {
                LogFailure(exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} removed records whose time for restoring was over")]
    private partial void LogPurge(int count);

    [LoggerMessage(LogLevel.Warning, "Could not delete removed records whose time for restoring is over: {Reason}")]
    private partial void LogFailure(string reason);
}
