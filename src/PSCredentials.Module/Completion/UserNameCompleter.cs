using System.Collections;
using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers users of API keys.</summary>
public sealed class UserNameCompleter : AuthorityValueCompleter
{
    private protected override async IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ApiKeyQuery { UserName = [pattern], First = Scanned };
        await foreach (ApiKey credential in authority.ApiKeys.ListAsync(query, cancellationToken))
        {
            yield return (credential.UserName, $"User {credential.UserName}");
        }
    }
}
