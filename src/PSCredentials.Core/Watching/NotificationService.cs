using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Projects;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Watching;

/// <summary>The notifications of the embedded authority.</summary>
internal sealed class NotificationService(AuthorityContext authority, OpenedAuthority opened, Lazy<WebhookClient> webhooks) : INotificationService
{
    // To look for what is due costs little, to look for what has reached a threshold more: it changes with the day, and with what is issued.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_findingPause = TimeSpan.FromSeconds(30);

    private readonly NoticeFinder _finder = new(authority);

    /// <inheritdoc/>
    public Task<CredentialNotification> RegisterAsync(CredentialNotificationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string name = ProjectRules.Name(request.Name);
        NotificationSettings settings = NotificationRules.Check(request);
        DateTimeOffset now = authority.Now();
        string id = Guid.CreateVersion7(now).ToString("D");
        byte[]? box = NotificationRules.Secret(request) is { } secret
            ? KeySealer.Seal(authority.Keys.SealingKey, secret, NotificationRules.SecretContext(authority.Id, id))
            : null;
        var made = new NotificationRow(0, id, name, request.Channel, settings, box, now, Failures: 0, RetryAt: null);
        return authority.ChangeAsync(
            CredentialAction.Register,
            (connection, _) =>
            {
                if (!NotificationTable.TryAdd(connection, made))
                {
                    throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already a notification '{name}'.");
                }

                authority.Audit(connection, CredentialAction.Register, Subject(made), $"{made.Channel} {settings.Target}");
                return NotificationTable.List(connection, authority.Name).Single(notification => notification.Id == id);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialNotification>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialNotification>>(authority.Store.Read(connection => NotificationTable.List(connection, authority.Name)));

    /// <inheritdoc/>
    public Task UnregisterAsync(string name, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Unregister,
            (connection, _) =>
            {
                NotificationRow notification = Find(connection, name);
                NotificationTable.Remove(connection, notification.Row);
                authority.Audit(connection, CredentialAction.Unregister, Subject(notification), $"{notification.Channel} {notification.Settings.Target}");
                return 0;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CredentialNotice>> SendAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        List<NotificationRow> wanted = authority.Store.Read(connection => names.Count == 0
            ? NotificationTable.All(connection)
            : [.. names.Select(name => Find(connection, name)).DistinctBy(notification => notification.Row)]);
        var tried = new List<CredentialNotice>();
        foreach (NotificationRow notification in wanted)
        {
            await _finder.FindAsync(notification, cancellationToken);
            tried.AddRange(await DeliverAsync(notification, onlyDue: false, cancellationToken) ?? []);
        }

        await _finder.CleanAsync(cancellationToken);
        return tried;
    }

    /// <inheritdoc/>
    public async Task RunAsync(Action<CredentialNotice> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        try
        {
            DateTimeOffset? found = null;
            while (true)
            {
                DateTimeOffset now = authority.Now();
                bool finds = found is not { } last || now < last || now - last >= s_findingPause;
                await SendDueAsync(finds, report, cancellationToken);
                found = finds ? now : found;
                await Task.Delay(s_pause, authority.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task SendDueAsync(bool finds, Action<CredentialNotice> report, CancellationToken cancellationToken)
    {
        try
        {
            if (finds)
            {
                await _finder.CleanAsync(cancellationToken);
            }

            // Beside each other, so that a receiver that hangs delays nobody else's.
            await Task.WhenAll(authority.Store.Read(NotificationTable.All).Select(async notification =>
            {
                if (finds)
                {
                    await _finder.FindAsync(notification, cancellationToken);
                }

                foreach (CredentialNotice notice in await DeliverAsync(notification, onlyDue: true, cancellationToken) ?? [])
                {
                    lock (_finder)
                    {
                        report(notice);
                    }
                }
            }));
        }
        catch (CredentialException exception) when (exception.ErrorId is nameof(CredentialErrors.StoreBusy) or nameof(CredentialErrors.StoreFull))
        {
            // Passes by itself; whoever serves is not to end of it.
        }
    }

    private Task<IReadOnlyList<CredentialNotice>?> DeliverAsync(NotificationRow notification, bool onlyDue, CancellationToken cancellationToken) =>
        Task.Run(() => new NotificationDelivery(authority, opened, webhooks, notification.Row).DeliverAsync(onlyDue, cancellationToken), cancellationToken);

    private static NotificationRow Find(StoreConnection connection, string name) =>
        NotificationTable.Find(connection, name) ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no notification '{name}'.");

    private static AuditSubject Subject(NotificationRow notification) => new(CredentialSubject.Notification, notification.Id, notification.Name, string.Empty);
}
