using System.Runtime.CompilerServices;
using System.Text;
using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Policy;
using PSCredentials.Removal;
using PSCredentials.Secrets;
using PSCredentials.Storage;

namespace PSCredentials.Projects;

/// <summary>The credentials of projects of the embedded authority.</summary>
internal sealed class ProjectCredentialService(AuthorityContext authority, Deployer deployer) : IProjectCredentialService
{
    private readonly ProjectPasswords _passwords = new(authority, deployer);
    private readonly ProjectCredentialEditor _editor = new(authority, deployer);
    private readonly RecoverableSecrets _recoverable = new(authority);

    /// <inheritdoc/>
    public async Task<ProjectCredential> CreateAsync(ProjectCredentialRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = IdempotentCall.Of(authority, CredentialFamily.ProjectCredential, request.Idempotency);
        if (call is not null && authority.Store.Read(call.Find) is { } given)
        {
            return await RepeatAsync(given, cancellationToken);
        }

        ProjectCredential facts = RequestedFacts(request);
        SecretText password = request.Password ?? ProjectPasswords.Generate();
        _passwords.Check(password, facts);

        // Before the costly hash; the transaction asks again.
        long? project = authority.Store.Read(connection => connection.InSnapshot(snapshot => IsAnswered(call, snapshot) ? (long?)null : Project(snapshot, facts, request)));
        ProjectCredential? made = project is { } row
            ? await AddAsync(request, facts, await _passwords.HashAsync(password, row, facts.Id, before: null, cancellationToken), call, password, cancellationToken)
            : null;
        if (made is null)
        {
            return await CreateAsync(request, cancellationToken);
        }

        AuthorityMeter.CountIssue(nameof(ProjectCredential));
        made = made with { DeploymentResult = await deployer.DeliverAsync(project!.Value, made.Id, cancellationToken) };
        return request.Password is null ? new IssuedProjectCredential(made, password) : made;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ProjectCredential> ListAsync(ProjectCredentialQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await authority.LastUse.FlushAsync(cancellationToken);
        IAsyncEnumerable<ProjectCredential> list = Paging.ListAsync<ProjectCredential>(
            (skip, count, after) => authority.Store.Read(
                connection => ProjectCredentialTable.Page(connection, query, ProjectCredentialTable.Place(after), skip, count, authority.RowContext())),
            query.Skip,
            query.First,
            cancellationToken);
        await foreach (ProjectCredential item in list)
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(ProjectCredentialQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(authority.Store.Read(connection => ProjectCredentialTable.Count(connection, query, authority.Now())));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PropertyValue>> ListValuesAsync(
        ProjectCredentialProperty property, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(authority.Store.Read(connection => ProjectCredentialTable.Values(connection, property, query, cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task<ProjectCredential> GetAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        await authority.LastUse.FlushAsync(cancellationToken);
        return authority.Store.Read(connection => _editor.Find(connection, reference).Value);
    }

    /// <inheritdoc/>
    public Task<ProjectCredential> ChangeAsync(CredentialReference reference, ProjectCredentialChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _editor.ChangeAsync(reference, change, _passwords, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ProjectCredential> RemoveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        (long project, ProjectCredential removed) = await authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, _) =>
            {
                Stored<ProjectCredential> stored = _editor.FindUnmodified(connection, reference);
                long home = ProjectCredentialTable.ProjectOf(connection, stored.Row);
                deployer.Enqueue(connection, home, stored.Value, DeploymentAction.Remove);
                string until = Removals.TakeOut(authority, connection, CredentialFamily.ProjectCredential, stored.Row);
                authority.Audit(connection, CredentialAction.Remove, AuditSubject.Of(stored.Value), ProjectCredentialEditor.Describe(stored.Value) + until);
                return (home, stored.Value);
            },
            cancellationToken);
        return removed with { DeploymentResult = await deployer.DeliverAsync(project, cancellationToken) };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectCredentialAccess>> ListAccessAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProjectCredentialAccess>>(
            authority.Store.Read(connection => connection.InSnapshot(snapshot => AccessTable.List(snapshot, _editor.Find(snapshot, reference)))));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProjectCredentialAccess>> GrantAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        IReadOnlyList<AccessTarget> wanted = ProjectRules.Targets(targets);
        if (wanted.Count == 0)
        {
            throw CredentialException.Invalid("Access", "is empty; name at least one proxy or group.");
        }

        (List<ProjectCredentialAccess> granted, DeploymentResult result) = await _editor.ChangeAccessAsync(
            reference,
            CredentialAction.GrantAccess,
            (connection, stored) =>
            {
                foreach (AccessTarget target in wanted)
                {
                    if (!AccessTable.TryAdd(connection, stored.Row, target, authority.Now()))
                    {
                        throw new CredentialException(
                            CredentialErrors.AlreadyExists, $"Credential (username: {stored.Value.Username}) has access to {target.Type} '{target.Name}' already.");
                    }
                }

                return AccessTable.List(connection, stored).Where(access => wanted.Any(target => Means(target, access))).ToList();
            },
            wanted,
            cancellationToken);
        return [.. granted.Select(access => access with { DeploymentResult = result })];
    }

    /// <inheritdoc/>
    public async Task<DeploymentResult> RevokeAccessAsync(
        CredentialReference reference, IReadOnlyList<AccessTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        IReadOnlyList<AccessTarget> unwanted = ProjectRules.Targets(targets);
        (_, DeploymentResult result) = await _editor.ChangeAccessAsync(
            reference,
            CredentialAction.RevokeAccess,
            (connection, stored) => unwanted.Count == 0
                ? AccessTable.RemoveAll(connection, stored.Row)
                : unwanted.Count(target => AccessTable.Remove(connection, stored.Row, target)),
            unwanted,
            cancellationToken);
        return result;
    }

    private static bool Means(AccessTarget target, ProjectCredentialAccess access) =>
        target.Type == access.Type && Filter.Key(target.Name) == Filter.Key(access.Name);

    private static CredentialException Taken() => new(CredentialErrors.AlreadyExists, "There is already a credential has this name!");

    private static bool IsAnswered(IdempotentCall? call, StoreConnection connection) => call?.IsAnswered(connection) == true;

    private Task<ProjectCredential?> AddAsync(
        ProjectCredentialRequest request, ProjectCredential facts, StoredPassword stored, IdempotentCall? call, SecretText password, CancellationToken cancellationToken) =>
        authority.ChangeAsync<ProjectCredential?>(
            CredentialAction.Create,
            (connection, _) =>
            {
                if (IsAnswered(call, connection))
                {
                    return null;
                }

                (long home, string _, string homeName) = ProjectRules.Project(connection, request.Project);
                ProjectCredential credential = facts with { Project = homeName, Role = ProjectRules.Roles(connection, request.Role) };
                if (!ProjectCredentialTable.TryAdd(connection, home, credential, stored))
                {
                    throw Taken();
                }

                if (request.IsRecoverable)
                {
                    long row = _editor.Find(connection, CredentialReference.ById(credential.Id)).Row;
                    _recoverable.Keep(
                        connection, CredentialFamily.ProjectCredential, row, credential.Id, IssuedSecretValue.NameOf(credential), SecretValue.OfCredential(credential.Username, password));
                }

                // A password that the client chose it has.
                call?.Keep(connection, credential.Id, request.Password is null ? Encoding.UTF8.GetBytes(password.Reveal()) : []);
                deployer.Enqueue(connection, home, credential, DeploymentAction.Create);
                string detail = ProjectCredentialEditor.Describe(credential);
                authority.Audit(connection, CredentialAction.Create, AuditSubject.Of(credential), request.IsRecoverable ? $"{detail}; recoverable" : detail);
                return credential;
            },
            cancellationToken);

    private async Task<ProjectCredential> RepeatAsync(GivenAnswer given, CancellationToken cancellationToken)
    {
        (Stored<ProjectCredential>? stored, long project) = authority.Store.Read(connection => connection.InSnapshot(snapshot =>
            ProjectCredentialTable.Find(snapshot, CredentialReference.ById(given.SubjectId), authority.RowContext()) is { } found
                ? (found, ProjectCredentialTable.ProjectOf(snapshot, found.Row))
                : ((Stored<ProjectCredential>?)null, 0L)));
        bool hasPassword = given.Secret.Length > 0;
        if (stored is null || (hasPassword && stored.Value.PasswordChangedAt != stored.Value.CreatedAt))
        {
            throw IdempotentCall.Gone();
        }

        ProjectCredential credential = stored.Value with { DeploymentResult = await deployer.DeliverAsync(project, stored.Value.Id, cancellationToken) };
        return hasPassword ? new IssuedProjectCredential(credential, new SecretText(Encoding.UTF8.GetString(given.Secret))) : credential;
    }

    private long Project(StoreConnection connection, ProjectCredential facts, ProjectCredentialRequest request)
    {
        (long home, _, _) = ProjectRules.Project(connection, request.Project);
        ProjectRules.Roles(connection, request.Role);
        return ProjectCredentialTable.Find(connection, CredentialReference.ByName(facts.Username), authority.RowContext()) is null ? home : throw Taken();
    }

    private ProjectCredential RequestedFacts(ProjectCredentialRequest request)
    {
        // In the order in which contract 3 lists what can be empty; the password comes after them as it is checked against the rest.
        DateTimeOffset now = authority.Now();
        string username = ProjectRules.Username(request.Username);
        if (request.Password?.Reveal().Length == 0)
        {
            throw ProjectRules.Empty("password");
        }

        var facts = new ProjectCredential
        {
            Id = Guid.CreateVersion7(now).ToString("D"),
            Username = username,
            FullName = ProjectRules.FullName(request.FullName),
            Email = ProjectRules.Email(request.Email),
            Description = FieldRules.Text("Description", request.Description),
            IPAddress = AddressRange.Normalize(request.IPAddress),
            Label = FieldRules.Labels(request.Label),
            CreatedAt = now,
            ModifiedAt = now,
            PasswordChangedAt = now,
            ExpiresAt = ProjectCredentialEditor.Milliseconds(request.ExpiresAt),
            DisabledAt = request.IsDisabled ? now : null,
            Authority = authority.Name,
        };
        return ProjectCredentialEditor.WithState(facts, now);
    }
}
