using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Sends the notices that are due, and those that failed before. Each is sent once, however often this is run.</summary>
[Cmdlet(VerbsCommunications.Send, "CredentialNotification", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialNotice))]
public sealed class SendCredentialNotificationCommand : AuthorityCmdlet
{
    /// <summary>The notifications. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public string[]? Name { get; set; }

    private protected override void Process()
    {
        INotificationService notifications = Target.Notifications;
        string[] names = NamePattern.Given(Name);
        IReadOnlyList<CredentialNotification> all = Await(notifications.ListAsync);
        foreach (string name in names.Length == 0 ? all.Select(one => one.Name) : names)
        {
            Attempt(name, () => Send(notifications, Find(all, name)));
        }
    }

    private CredentialNotification Find(IReadOnlyList<CredentialNotification> all, string name)
    {
        NamePattern.RefuseWild(name, MyInvocation.MyCommand.Name);
        return all.FirstOrDefault(one => NamePattern.Matches(name, one.Name)) ?? throw new CredentialException(CredentialErrors.NotFound, $"No notification '{name}' was found.");
    }

    // The reason is the same for all that failed in a row: it is one error, and the notices say which they were.
    private void Send(INotificationService notifications, CredentialNotification notification)
    {
        if (!ShouldProcess($"{notification.Name} ({notification.Target})", "Send what is due"))
        {
            return;
        }

        IReadOnlyList<CredentialNotice> tried = Await(cancellation => notifications.SendAsync([notification.Name], cancellation));
        WriteObject(tried, enumerateCollection: true);
        if (tried.FirstOrDefault(notice => notice.State != NoticeState.Sent) is { } failed)
        {
            throw new CredentialException(CredentialErrors.NoticeNotSent, $"Notification '{notification.Name}' was not sent: {failed.Error}");
        }
    }
}
