using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers what events can be about and is still there: API credentials, API keys and, by name, clusters.</summary>
public sealed class EventSubjectCompleter : AuthorityValueCompleter
{
    private readonly ApiCredentialCompleter _credentials = new();
    private readonly ApiKeyCompleter _keys = new();
    private readonly ClusterCompleter _clusters = new();

    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> types = request.Texts("SubjectType");
        (CredentialSubject Type, IAsyncEnumerable<Offer> Offers)[] sources =
        [
            (CredentialSubject.ApiCredential, _credentials.FindAsync(authority, request, cancellationToken)),
            (CredentialSubject.ApiKey, _keys.FindAsync(authority, request, cancellationToken)),
            (CredentialSubject.Cluster, request.Parameter == "SubjectName" ? _clusters.FindAsync(authority, request, cancellationToken) : AsyncEnumerable.Empty<Offer>()),
        ];
        foreach ((CredentialSubject type, IAsyncEnumerable<Offer> offers) in sources)
        {
            if (types.Count > 0 && !types.Contains(type.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            await foreach (Offer offer in offers)
            {
                yield return offer;
            }
        }
    }
}
