using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the roles of project credentials.</summary>
public sealed class RoleCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialRole role in await authority.Projects.ListRolesAsync(cancellationToken))
        {
            if (request.Word.Fits(role.Name))
            {
                yield return new Offer(role.Name, $"{role.Name}: {Count(role.CredentialCount, "credential")}");
            }
        }
    }
}
