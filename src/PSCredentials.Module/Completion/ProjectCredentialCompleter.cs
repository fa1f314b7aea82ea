namespace PSCredentials.Module.Completion;

/// <summary>Offers project credentials, in the project that the command line names.</summary>
public sealed class ProjectCredentialCompleter : CredentialCompleter<ProjectCredential>
{
    private protected override string Scope(ProjectCredential credential) => credential.Project;

    private protected override string Facts(ProjectCredential credential) => credential.State.ToString();

    private protected override IAsyncEnumerable<ProjectCredential> ListAsync(
        ICredentialAuthority authority, CompletionRequest request, Search search, CancellationToken cancellationToken)
    {
        var query = new ProjectCredentialQuery { Username = search.Name, IdPrefix = search.IdPrefix, Project = request.Texts("Project"), First = search.First };
        return request.IsOfRemoved ? authority.RemovedProjectCredentials.ListAsync(query, cancellationToken) : authority.ProjectCredentials.ListAsync(query, cancellationToken);
    }
}
