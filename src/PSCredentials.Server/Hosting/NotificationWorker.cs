namespace PSCredentials.Server.Hosting;

/// <summary>Sends the notices of notifications as they become due.</summary>
internal sealed partial class NotificationWorker(IServedAuthority authority, TimeProvider clock, ILogger<NotificationWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await authority.Notifications.RunAsync(Report, stoppingToken);
            }
            catch (CredentialException exception)
            {
                LogInterruption(exception.Message);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    private void Report(CredentialNotice notice)
    {
        if (notice.State == NoticeState.Sent)
        {
            LogSent(notice.Notification, notice.CredentialName, notice.Threshold);
        }
        else
        {
            LogFailure(notice.Notification, notice.CredentialName, notice.Error ?? string.Empty);
        }
    }

    [LoggerMessage(LogLevel.Information, "Told {Notification} of {Credential}, {Threshold} days before its last")]
    private partial void LogSent(string notification, string credential, int threshold);

    [LoggerMessage(LogLevel.Warning, "Could not tell {Notification} of {Credential}: {Reason}")]
    private partial void LogFailure(string notification, string credential, string reason);

    [LoggerMessage(LogLevel.Warning, "Notifications rest for a moment: {Reason}")]
    private partial void LogInterruption(string reason);
}
