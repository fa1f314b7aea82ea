using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers projects, also those that have no credentials yet.</summary>
public sealed class ProjectCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialProject project in (await authority.Projects.ListProjectsAsync(cancellationToken)).Where(one => request.Word.Fits(one.Name)).Take(Most))
        {
            yield return new Offer(project.Name, $"{project.Name}: {Count(project.CredentialCount, "credential")}");
        }
    }
}
