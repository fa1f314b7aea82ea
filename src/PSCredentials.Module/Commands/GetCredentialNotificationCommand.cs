using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists notifications, with what became of their notices.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialNotification")]
[OutputType(typeof(CredentialNotification))]
public sealed class GetCredentialNotificationCommand : NamedListCmdlet<CredentialNotification>
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NotificationCompleter))]
    public string[]? Name { get; set; }

    private protected override string Noun => "notification";

    private protected override IReadOnlyList<string>? Names => Name;

    private protected override string NameOf(CredentialNotification item) => item.Name;

    private protected override Task<IReadOnlyList<CredentialNotification>> ListAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        authority.Notifications.ListAsync(cancellationToken);
}
