using System.Collections;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers owners of API credentials.</summary>
public sealed class OwnerCompleter : AuthorityValueCompleter
{
    private protected override async IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ApiCredentialQuery { Owner = [pattern], First = Scanned };
        await foreach (ApiCredential credential in authority.ApiCredentials.ListAsync(query, cancellationToken))
        {
            yield return (credential.Owner, $"Owner {credential.Owner}");
        }
    }
}
