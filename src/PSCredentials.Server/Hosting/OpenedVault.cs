namespace PSCredentials.Server.Hosting;

/// <summary>Closes the vault after the last request, so that nothing that was noted in memory is lost.</summary>
internal sealed class OpenedVault(IServedAuthority authority) : IHostedService, IAsyncDisposable
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await authority.DisposeAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => authority.DisposeAsync();
}
