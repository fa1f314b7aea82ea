using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Storage;

namespace PSCredentials.Removal;

/// <summary>Credentials of projects of the embedded authority that were removed and can be restored.</summary>
internal sealed class RemovedProjectCredentials(AuthorityContext authority, Deployer deployer)
    : RemovedCredentials<RemovedProjectCredential, ProjectCredential, ProjectCredentialQuery>(
        authority, CredentialFamily.ProjectCredential, ProjectCredentialTable.Removed, "removed project credential")
{
    private readonly AuthorityContext _authority = authority;

    /// <inheritdoc/>
    public override async Task<ProjectCredential> RestoreAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        (ProjectCredential restored, long project) = await _authority.ChangeAsync(
            CredentialAction.Restore,
            (connection, _) =>
            {
                ProjectCredential back = Restore(connection, reference);
                long home = ProjectTable.Locate(connection, back.Project)!.Value.Row;
                deployer.Enqueue(connection, home, back, DeploymentAction.Create);
                return (back, home);
            },
            cancellationToken);
        return restored with { DeploymentResult = await deployer.DeliverAsync(project, restored.Id, cancellationToken) };
    }

    /// <inheritdoc/>
    protected override ListPart Part(ProjectCredentialQuery query) => new(query.IdPrefix is not null, query.After, query.Skip, query.First);

    /// <inheritdoc/>
    protected override Filter Matching(ProjectCredentialQuery query) => ProjectCredentialTable.Matching(query, _authority.Now());

    /// <inheritdoc/>
    protected override ListPlace Place(RemovedProjectCredential removed) => new(removed.Project, removed.Username, removed.Id);

    /// <inheritdoc/>
    protected override DateTimeOffset ModifiedAt(RemovedProjectCredential removed) => removed.ModifiedAt;

    /// <inheritdoc/>
    protected override AuditSubject Subject(ProjectCredential credential) => AuditSubject.Of(credential);

    /// <inheritdoc/>
    protected override void EnsureFree(StoreConnection connection, RemovedProjectCredential removed)
    {
        if (ProjectTable.Locate(connection, removed.Project) is null)
        {
            throw new CredentialException(
                CredentialErrors.NotFound, $"Project credential '{removed.Username}' cannot be restored: its project '{removed.Project}' was removed since, and would have to be made again first.");
        }
    }

    /// <inheritdoc/>
    protected override CredentialException Taken(RemovedProjectCredential removed) =>
        new(CredentialErrors.AlreadyExists, $"Project credential '{removed.Username}' cannot be restored: there is another one of its username since.");

    /// <inheritdoc/>
    protected override ProjectCredential Settle(StoreConnection connection, long row, RemovedProjectCredential removed, DateTimeOffset modifiedAt, DateTimeOffset now)
    {
        (long project, _, string name) = ProjectTable.Locate(connection, removed.Project)!.Value;

        // A role that was removed meanwhile was taken from all who had it.
        Dictionary<string, string> roles = RoleTable.Names(connection, [.. removed.Role.Select(Filter.Key)]);
        ProjectCredential back = ProjectCredentialTable.Find(connection, CredentialReference.ById(removed.Id), _authority.RowContext())!.Value;
        ProjectCredential restored = back with
        {
            Project = name,
            Role = [.. removed.Role.Where(role => roles.ContainsKey(Filter.Key(role)))],
            ModifiedAt = modifiedAt,
        };
        ProjectCredentialTable.Update(connection, new(row, restored));
        ProjectCredentialTable.Settle(connection, row, project, name, now);
        return restored;
    }
}
