using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>
/// Offers what events can be about and is still there: credentials of all kinds and, by name, clusters, projects, roles,
/// environments, and users and groups that have rights.
/// </summary>
public sealed class EventSubjectCompleter : AuthorityValueCompleter
{
    private readonly ApiCredentialCompleter _credentials = new();
    private readonly ApiKeyCompleter _keys = new();
    private readonly ProjectCredentialCompleter _projectCredentials = new();
    private readonly ClusterCompleter _clusters = new();
    private readonly ProjectCompleter _projects = new();
    private readonly RoleCompleter _roles = new();
    private readonly EnvironmentCompleter _environments = new();
    private readonly PrincipalCompleter _principals = new();

    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> types = request.Texts("SubjectType");
        (CredentialSubject Type, IAsyncEnumerable<Offer> Offers)[] sources =
        [
            (CredentialSubject.ApiCredential, _credentials.FindAsync(authority, request, cancellationToken)),
            (CredentialSubject.ApiKey, _keys.FindAsync(authority, request, cancellationToken)),
            (CredentialSubject.ProjectCredential, _projectCredentials.FindAsync(authority, request, cancellationToken)),
            (CredentialSubject.Cluster, ByName(_clusters)),
            (CredentialSubject.Project, ByName(_projects)),
            (CredentialSubject.Role, ByName(_roles)),
            (CredentialSubject.Environment, ByName(_environments)),
            (CredentialSubject.Right, ByName(_principals)),
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

        // These are not named by an id.
        IAsyncEnumerable<Offer> ByName(AuthorityValueCompleter completer) =>
            request.Parameter == "SubjectName" ? completer.FindAsync(authority, request, cancellationToken) : AsyncEnumerable.Empty<Offer>();
    }
}
