using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Sends the notices that are due, and those that failed before. Each is sent once, however often this is run.</summary>
[Cmdlet(VerbsCommunications.Send, "CredentialNotification", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialNotice))]
public sealed class SendCredentialNotificationCommand : AuthorityCmdlet
{
    /// <summary>The notifications; wildcards are allowed. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        INotificationService notifications = Target.Notifications;
        string[] names = NamePattern.Given(Name);
        IReadOnlyList<CredentialNotification> all = Await(notifications.ListAsync);
        foreach (string name in names.Where(name => !NamePattern.IsWild(name) && !all.Any(one => NamePattern.Matches(name, one.Name))))
        {
            Attempt(name, () => throw new CredentialException(CredentialErrors.NotFound, $"No notification '{name}' was found."));
        }

        foreach (CredentialNotification notification in all.Where(one => NamePattern.Match(names, one.Name)))
        {
            if (ShouldProcess($"{notification.Name} ({notification.Target})", "Send what is due"))
            {
                Attempt(notification, () => Send(notifications, notification.Name));
            }
        }
    }

    // The reason is the same for all that failed in a row: it is one error, and the notices say which they were.
    private void Send(INotificationService notifications, string name)
    {
        IReadOnlyList<CredentialNotice> tried = Await(cancellation => notifications.SendAsync([name], cancellation));
        WriteObject(tried, enumerateCollection: true);
        if (tried.FirstOrDefault(notice => notice.State != NoticeState.Sent) is { } failed)
        {
            throw new CredentialException(CredentialErrors.NoticeNotSent, $"Notification '{name}' was not sent: {failed.Error}");
        }
    }
}
