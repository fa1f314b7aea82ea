using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>
/// Notes what environments have to hear of, in the transaction of the change itself. A webhook hears of each change, so that the note holds the facts of
/// its moment; for a password file a note says only that the file is out of date.
/// </summary>
internal sealed class ChangeQueue(AuthorityContext authority)
{
    private const int ExpiriesAtOnce = 250;

    /// <summary>Notes a change for each environment of a project.</summary>
    public void Add(StoreConnection connection, long project, ProjectCredential credential, DeploymentAction action)
    {
        foreach (EnvironmentRow environment in EnvironmentTable.OfProject(connection, project))
        {
            Add(connection, environment, credential, action);
        }
    }

    /// <summary>Notes all credentials of a project for one environment; what is pending from before is told anew by it.</summary>
    public void AddAll(StoreConnection connection, EnvironmentRow environment)
    {
        DeploymentTable.Supersede(connection, environment.Row);
        if (environment.Kind == CredentialEnvironmentKind.Htpasswd)
        {
            DeploymentTable.Add(connection, environment.Row, string.Empty, DeploymentAction.Publish, string.Empty, authority.Now());
            return;
        }

        foreach (Stored<ProjectCredential> stored in ProjectCredentialTable.OfProject(connection, environment.Project, authority.RowContext()))
        {
            Add(connection, environment, stored.Value, DeploymentAction.Publish);
        }
    }

    /// <summary>Notes the expiries whose time has come.</summary>
    public async Task NoteExpiriesAsync(CancellationToken cancellationToken)
    {
        while (authority.Store.Read(connection => DeployedCredentialTable.Expired(connection, authority.Now(), 1)).Count != 0)
        {
            await authority.Store.WriteAsync(
                connection =>
                {
                    RowContext context = authority.RowContext();
                    foreach (string id in DeployedCredentialTable.Expired(connection, context.Now, ExpiriesAtOnce))
                    {
                        Stored<ProjectCredential> stored = ProjectCredentialTable.Find(connection, CredentialReference.ById(id), context)!;
                        Add(connection, ProjectCredentialTable.ProjectOf(connection, stored.Row), stored.Value, DeploymentAction.Expire);
                        DeployedCredentialTable.NoteExpiry(connection, stored.Row);
                    }

                    return 0;
                },
                cancellationToken);
        }
    }

    private void Add(StoreConnection connection, EnvironmentRow environment, ProjectCredential credential, DeploymentAction action)
    {
        DateTimeOffset now = authority.Now();
        string payload = environment.Kind == CredentialEnvironmentKind.Webhook
            ? WebhookPayload.Write(environment.Name, credential, action, Access(connection, credential, action), now)
            : string.Empty;
        DeploymentTable.Add(connection, environment.Row, credential.Username, action, payload, now);
    }

    // The grants of a credential go with it.
    private static List<ProjectCredentialAccess> Access(StoreConnection connection, ProjectCredential credential, DeploymentAction action) =>
        action != DeploymentAction.Remove && DeployedCredentialTable.RowOf(connection, credential.Id) is { } row
            ? AccessTable.List(connection, new Stored<ProjectCredential>(row, credential))
            : [];
}
