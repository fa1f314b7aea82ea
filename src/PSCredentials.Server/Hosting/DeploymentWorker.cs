namespace PSCredentials.Server.Hosting;

/// <summary>Brings to environments what could not be brought at once, and what expires.</summary>
internal sealed partial class DeploymentWorker(IServedAuthority authority, TimeProvider clock, ILogger<DeploymentWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await authority.Deployment.RunAsync(Report, stoppingToken);
            }
            catch (CredentialException exception)
            {
                LogInterruption(exception.Message);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    private void Report(string project, EnvironmentResult result)
    {
        if (result.Success)
        {
            LogDelivery(project, result.EnvironmentName);
        }
        else
        {
            LogFailure(project, result.EnvironmentName, result.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Deployed {Project} to {Environment}")]
    private partial void LogDelivery(string project, string environment);

    [LoggerMessage(LogLevel.Warning, "Could not deploy {Project} to {Environment}: {Reason}")]
    private partial void LogFailure(string project, string environment, string reason);

    [LoggerMessage(LogLevel.Warning, "Deployment rests for a moment: {Reason}")]
    private partial void LogInterruption(string reason);
}
