using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>Notifications of a service. It sends by itself.</summary>
internal sealed class ServiceNotifications(ServiceConnection connection) : INotificationService
{
    private const string Path = "v1/notifications";

    /// <inheritdoc/>
    public async Task<CredentialNotification> RegisterAsync(CredentialNotificationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Channel == NotificationChannel.Command || request.Command.Count > 0)
        {
            throw Unsupported.Error(connection.Title, "way to run programs for who is not on its machine");
        }

        // Not repeated: of a notification that is there, nobody can tell whether it has this secret.
        RemoteRequest register = RemoteRequest.Of(HttpMethod.Post, Path, NotificationRegistration.Of(request));
        return (await connection.Channel.SendAsync<NotificationWire>(register, cancellationToken)).ToNotification(connection.Authority);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialNotification>> ListAsync(CancellationToken cancellationToken) =>
        connection.AllAsync<NotificationWire, CredentialNotification>(RemoteRequest.Get(Path), notification => notification.ToNotification(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancellationToken) =>
        connection.RemoveAsync(RemoteRequest.Of(HttpMethod.Delete, $"{Path}/{ServiceConnection.Part("notification", name)}"), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialNotice>> SendAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        connection.AllAsync<NoticeWire, CredentialNotice>(
            RemoteRequest.Of(HttpMethod.Post, Path + "/send", new NoticeRequest { Notifications = names }), notice => notice.ToNotice(connection.Authority), cancellationToken);

    /// <inheritdoc/>
    public Task RunAsync(Action<CredentialNotice> report, CancellationToken cancellationToken) =>
        throw Unsupported.Error(connection.Title, "notices to be sent from here: it sends by itself");
}
