using System.Collections;
using System.Runtime.CompilerServices;
using PSCredentials.Formatting;

namespace PSCredentials.Module.Completion;

/// <summary>Offers names of API credentials, in the namespace that the command line names.</summary>
public sealed class ApiCredentialNameCompleter : AuthorityValueCompleter
{
    private protected override async IAsyncEnumerable<(string Value, string ToolTip)> FindAsync(
        ICredentialAuthority authority, string pattern, IDictionary? boundParameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ApiCredentialQuery
        {
            Name = [pattern],
            Namespace = boundParameters?["Namespace"]?.ToString() is { Length: > 0 } space ? [space] : [],
            First = Most,
        };
        await foreach (ApiCredential credential in authority.ApiCredentials.ListAsync(query, cancellationToken))
        {
            string expiry = CredentialFormat.Expiry(credential.ExpiresAt);
            yield return (credential.Name, $"{credential.Namespace}/{credential.Name}: {credential.Type}, {credential.State}, expires {expiry}");
        }
    }
}
