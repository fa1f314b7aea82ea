using System.Runtime.CompilerServices;
using PSCredentials.Commands;

namespace PSCredentials.Module.Completion;

/// <summary>Offers names of notifications.</summary>
public sealed class NotificationCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialNotification notification in (await authority.Notifications.ListAsync(cancellationToken)).Where(one => NamePattern.Matches(request.Word.Pattern, one.Name)).Take(Most))
        {
            yield return new Offer(notification.Name, $"{notification.Name}: {notification.Target}");
        }
    }
}
