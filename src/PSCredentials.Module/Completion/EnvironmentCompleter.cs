using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers environments, in the projects that the command line names.</summary>
public sealed class EnvironmentCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> projects = request.Texts("Project");
        IEnumerable<IGrouping<string, CredentialEnvironment>> names = (await authority.Deployment.ListEnvironmentsAsync(cancellationToken))
            .Where(one => request.Word.Fits(one.Name) && (projects.Count == 0 || projects.Contains(one.Project, StringComparer.OrdinalIgnoreCase)))
            .GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, CredentialEnvironment> name in names.Take(Most))
        {
            yield return new Offer(name.Key, string.Join("; ", name.Select(one => $"{one.Project}/{one.Name}: {one.Kind}, {one.State}")));
        }
    }
}
