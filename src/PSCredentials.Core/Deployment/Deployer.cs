using PSCredentials.Authority;
using PSCredentials.Projects;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Deployment;

/// <summary>Brings the changes of project credentials to the environments of their projects.</summary>
internal sealed class Deployer(AuthorityContext authority, Deliveries deliveries) : IDeploymentService
{
    private readonly ChangeQueue _queue = new(authority);

    /// <summary>Notes a change for each environment of a project, in the caller's transaction.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="project">The project's row.</param>
    /// <param name="credential">The credential as it is after the change, or was before it was deleted.</param>
    /// <param name="action">What was done.</param>
    public void Enqueue(StoreConnection connection, long project, ProjectCredential credential, DeploymentAction action)
    {
        if (authority.MayDeploy(credential.Project))
        {
            _queue.Add(connection, project, credential, action);
        }
    }

    /// <summary>Delivers all that is noted for a project, trying each environment once, whatever its delay says.</summary>
    /// <param name="project">The project's row.</param>
    /// <param name="cancellationToken">Gives up; what is not delivered stays noted.</param>
    /// <returns>The result of each environment.</returns>
    public Task<DeploymentResult> DeliverAsync(long project, CancellationToken cancellationToken) => DeliverAsync(project, null, cancellationToken);

    /// <summary>Delivers all that is noted for a project because of the change of one credential.</summary>
    /// <param name="project">The project's row.</param>
    /// <param name="credentialId">The credential; where a password file leaves it out, the result of that environment says so.</param>
    /// <param name="cancellationToken">Gives up; what is not delivered stays noted.</param>
    /// <returns>The result of each environment.</returns>
    public async Task<DeploymentResult> DeliverAsync(long project, string? credentialId, CancellationToken cancellationToken)
    {
        await _queue.NoteExpiriesAsync(cancellationToken);
        return await DeliverAsync(authority.Store.Read(connection => EnvironmentTable.OfProject(connection, project)), credentialId, cancellationToken);
    }

    /// <summary>Whether a project has a password file, so that passwords need the hash for one.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="project">The project's row.</param>
    /// <returns>Whether it has.</returns>
    public static bool HasPasswordFile(StoreConnection connection, long project) =>
        EnvironmentTable.Has(connection, project, CredentialEnvironmentKind.Htpasswd);

    /// <summary>What a sealed hash for password files is sealed for.</summary>
    /// <param name="credentialId">The credential.</param>
    /// <returns>The context of the seal.</returns>
    public byte[] PasswordFileContext(string credentialId) => EnvironmentDelivery.HashContext(authority.Id, credentialId);

    /// <inheritdoc/>
    public async Task<CredentialEnvironment> CreateEnvironmentAsync(CredentialEnvironmentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        CredentialEnvironmentRequest wanted = EnvironmentRules.Check(request);
        if (wanted.Kind == CredentialEnvironmentKind.Htpasswd)
        {
            PasswordFile.RequireFree(wanted.Target);
        }

        EnvironmentRow made = await authority.ChangeAsync(
            CredentialAction.Create,
            (connection, _) =>
            {
                EnvironmentRow environment = Add(connection, ProjectRules.Project(connection, wanted.Project), wanted);
                _queue.AddAll(connection, environment);
                authority.Audit(connection, CredentialAction.Create, Subject(environment), $"{environment.Kind} {environment.Target}");
                return environment;
            },
            cancellationToken);
        await DeliverAsync([made], null, cancellationToken);
        return authority.Store.Read(connection => EnvironmentTable.List(connection, authority.Name, made.Row)).Single();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialEnvironment>> ListEnvironmentsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialEnvironment>>(authority.Store.Read(connection => EnvironmentTable.List(connection, authority.Name)));

    /// <inheritdoc/>
    public Task RemoveEnvironmentAsync(string project, string name, bool force, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, target) =>
            {
                EnvironmentRow environment = Find(connection, ProjectRules.Project(connection, project), name);
                target.Subject = Subject(environment);
                long pending = DeploymentTable.Count(connection, environment.Row);
                if (pending != 0 && !force)
                {
                    throw new CredentialException(
                        CredentialErrors.InUse, $"Environment '{environment.Name}' still has to hear of {pending} {(pending == 1 ? "change" : "changes")}; with force they are forgotten.");
                }

                EnvironmentTable.Remove(connection, environment.Row);
                authority.Audit(connection, CredentialAction.Remove, target.Subject, $"{environment.Kind} {environment.Target}; {pending} pending");
                return 0;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<DeploymentResult> PublishAsync(string project, IReadOnlyList<string> environments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environments);
        await _queue.NoteExpiriesAsync(cancellationToken);
        List<EnvironmentRow> places = await authority.ChangeAsync(
            CredentialAction.Deploy,
            (connection, _) =>
            {
                (long Row, string Id, string Name) home = ProjectRules.Project(connection, project);
                List<EnvironmentRow> found = environments.Count == 0
                    ? EnvironmentTable.OfProject(connection, home.Row)
                    : [.. environments.Select(name => Find(connection, home, name)).DistinctBy(place => place.Row).OrderBy(place => Filter.Key(place.Name), StringComparer.Ordinal)];
                found.ForEach(place => _queue.AddAll(connection, place));
                authority.Audit(
                    connection,
                    CredentialAction.Deploy,
                    new AuditSubject(CredentialSubject.Project, home.Id, home.Name, string.Empty),
                    string.Join(", ", found.Select(place => place.Name)));
                return found;
            },
            cancellationToken);
        return await DeliverAsync(places, null, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialDeployment>> ListPendingAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialDeployment>>(authority.Store.Read(connection => DeploymentTable.List(connection, authority.Name)));

    /// <inheritdoc/>
    public Task RunAsync(Action<string, EnvironmentResult> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new DeploymentLoop(authority, _queue, deliveries, report).RunAsync(cancellationToken);
    }

    private async Task<DeploymentResult> DeliverAsync(IReadOnlyList<EnvironmentRow> environments, string? credentialId, CancellationToken cancellationToken) =>
        DeploymentResult.Of(await Task.WhenAll(environments.Select(environment => authority.MayDeploy(environment.ProjectName)
            ? deliveries.DeliverAsync(environment, credentialId, cancellationToken)
            : Task.FromResult(new EnvironmentResult(
                environment.Name, Success: false, "Not deployed: it takes IDENTITY+DEPLOY_UNDEPLOY in the project; the next deployment brings it")))));

    private EnvironmentRow Add(StoreConnection connection, (long Row, string Id, string Name) project, CredentialEnvironmentRequest wanted)
    {
        if (wanted.Kind == CredentialEnvironmentKind.Htpasswd && EnvironmentTable.FindByTarget(connection, wanted.Target) is { } other)
        {
            throw new CredentialException(
                CredentialErrors.AlreadyExists, $"'{wanted.Target}' is the password file of environment '{other.Name}' in project '{other.ProjectName}' already.");
        }

        DateTimeOffset now = authority.Now();
        string id = Guid.CreateVersion7(now).ToString("D");
        byte[]? key = wanted.Kind == CredentialEnvironmentKind.Webhook
            ? KeySealer.Seal(authority.Keys.SealingKey, WebhookKey.Read(wanted.SigningKey), EnvironmentDelivery.KeyContext(authority.Id, id))
            : null;
        var environment = new EnvironmentRow(0, id, wanted.Name, project.Row, project.Name, wanted.Kind, wanted.Target, wanted.ReloadCommand, key, null);
        return EnvironmentTable.TryAdd(connection, environment, now)
            ? EnvironmentTable.Find(connection, project.Row, wanted.Name)!
            : throw new CredentialException(CredentialErrors.AlreadyExists, $"Project '{project.Name}' already has an environment '{wanted.Name}'.");
    }

    private static EnvironmentRow Find(StoreConnection connection, (long Row, string Id, string Name) project, string name) =>
        EnvironmentTable.Find(connection, project.Row, name)
        ?? throw new CredentialException(CredentialErrors.NotFound, $"Project '{project.Name}' has no environment '{name}'.");

    private static AuditSubject Subject(EnvironmentRow environment) =>
        new(CredentialSubject.Environment, environment.Id, environment.Name, environment.ProjectName);
}
