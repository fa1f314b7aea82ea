using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Forgets notifications. One that still has notices to send is refused, unless it is forced.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "CredentialNotification", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterCredentialNotificationCommand : NamedRemovalCmdlet<CredentialNotification>
{
    /// <summary>The names of the notifications, or the notifications as Get-CredentialNotification returns them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public string[] Name { get; set; } = [];

    private protected override string Noun => "notification";

    private protected override IReadOnlyList<string> Names => Name;

    private protected override bool TakesWildcards => false;

    private protected override string ActionText => "Unregister notification";

    private protected override string NameOf(CredentialNotification item) => item.Name;

    private protected override string Describe(CredentialNotification item) => $"{item.Name} ({item.Target})";

    private protected override Task<IReadOnlyList<CredentialNotification>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Notifications.ListAsync(cancellationToken);

    private protected override Use? FindUse(CredentialNotification item) => item.PendingCount == 0
        ? null
        : new Use($"still has {Notices(item.PendingCount)} to send", $"Unregister notification, and forget {Notices(item.PendingCount)}");

    private protected override void Remove(CredentialNotification item)
    {
        INotificationService notifications = Target.Notifications;
        Await(cancellation => notifications.UnregisterAsync(item.Name, cancellation));
    }

    private static string Notices(long count) => count == 1 ? "1 notice" : FormattableString.Invariant($"{count} notices");
}
