using PSCredentials.Authority;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Policy;
using PSCredentials.Protection;
using PSCredentials.Secrets;
using PSCredentials.Storage;

namespace PSCredentials.Projects;

/// <summary>Changes project credentials that are there.</summary>
internal sealed class ProjectCredentialEditor(AuthorityContext authority, Deployer deployer)
{
    // Each further try means that another password was set between two looks.
    private const int MostTries = 5;

    private readonly RecoverableSecrets _recoverable = new(authority);

    private sealed record Changed(long Project, ProjectCredential Credential);

    /// <summary>Finds the one credential that a reference means.</summary>
    public Stored<ProjectCredential> Find(StoreConnection connection, CredentialReference reference) =>
        ProjectCredentialTable.Find(connection, reference, authority.RowContext()) ?? throw ProjectRules.NoCredential(reference);

    /// <summary>Finds the one credential that a reference means, for a change.</summary>
    /// <exception cref="CredentialException">There is none, or it is not as the reference says it was.</exception>
    public Stored<ProjectCredential> FindUnmodified(StoreConnection connection, CredentialReference reference)
    {
        Stored<ProjectCredential> stored = Find(connection, reference);
        References.EnsureUnmodified(reference, "credential", stored.Value.ModifiedAt);
        return stored;
    }

    /// <summary>Changes facts and password.</summary>
    public async Task<ProjectCredential> ChangeAsync(
        CredentialReference reference, ProjectCredentialChange change, ProjectPasswords passwords, CancellationToken cancellationToken)
    {
        Check(change);
        SecretText? password = change.GeneratePassword ? ProjectPasswords.Generate() : change.Password;
        for (int i = 0; i < MostTries; i++)
        {
            NewPassword? set = password is null ? null : await PrepareAsync(reference, change, password, passwords, cancellationToken);
            if (await TryChangeAsync(reference, change, set, cancellationToken) is { } changed)
            {
                ProjectCredential credential = changed.Credential with { DeploymentResult = await deployer.DeliverAsync(changed.Project, changed.Credential.Id, cancellationToken) };
                return change.GeneratePassword ? new IssuedProjectCredential(credential, password!) : credential;
            }
        }

        throw new CredentialException(CredentialErrors.StoreBusy, $"The password of '{reference}' is being changed by others.");
    }

    /// <summary>Changes grants. What changes nothing is not deployed anew, but what is pending is.</summary>
    public async Task<(T Outcome, DeploymentResult Result)> ChangeAccessAsync<T>(
        CredentialReference reference,
        CredentialAction action,
        Func<StoreConnection, Stored<ProjectCredential>, T> change,
        IReadOnlyList<AccessTarget> targets,
        CancellationToken cancellationToken)
    {
        (T outcome, long project) = await authority.ChangeAsync(
            action,
            (connection, _) =>
            {
                Stored<ProjectCredential> stored = FindUnmodified(connection, reference);
                long home = ProjectCredentialTable.ProjectOf(connection, stored.Row);
                T done = change(connection, stored);
                if (done is not 0)
                {
                    // Grants are records of their own: the credential's has not changed.
                    deployer.Enqueue(connection, home, stored.Value, DeploymentAction.Update);
                    authority.Store.MarkFactsChanged();
                    authority.Audit(
                        connection, action, AuditSubject.Of(stored.Value), targets.Count == 0 ? "all" : string.Join(", ", targets.Select(target => $"{target.Type} {target.Name}")));
                }

                return (done, home);
            },
            cancellationToken);
        return (outcome, await deployer.DeliverAsync(project, cancellationToken));
    }

    /// <summary>The facts that an event names.</summary>
    public static string Describe(ProjectCredential credential)
    {
        string end = credential.ExpiresAt is { } expiry ? $"until {expiry.UtcDateTime:u}" : "without end";
        return $"{(credential.DisabledAt is null ? "enabled" : "disabled")}, {end}; roles: {string.Join(", ", credential.Role)}";
    }

    /// <summary>The credential with its state at a moment.</summary>
    public static ProjectCredential WithState(ProjectCredential credential, DateTimeOffset now) =>
        credential with { State = CredentialStates.At(now, credential.ExpiresAt ?? DateTimeOffset.MaxValue, credential.DisabledAt, revokedAt: null) };

    /// <summary>A time as the store keeps it; the last moment of all stands for never there, and so is none.</summary>
    public static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is not { } moment
        ? null
        : moment >= DateTimeOffset.MaxValue.AddDays(-1)
            ? throw CredentialException.Invalid("ExpiresAt", "is the end of time; leave it out for a credential that never expires.")
            : DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds());

    private static void Check(ProjectCredentialChange change)
    {
        if (change.Password?.Reveal().Length == 0)
        {
            throw ProjectRules.Empty("password");
        }

        if (change.Password is not null && change.GeneratePassword)
        {
            throw CredentialException.Invalid("Password", "is given and shall be made; only one of the two is allowed.");
        }

        if (change.ExpiresAt is not null && change.NeverExpires)
        {
            throw CredentialException.Invalid("ExpiresAt", "is given for a credential that shall never expire; only one of the two is allowed.");
        }

        if (change.GracePeriod < TimeSpan.Zero || (change.GracePeriod > TimeSpan.Zero && change.Password is null && !change.GeneratePassword))
        {
            throw CredentialException.Invalid("GracePeriod", "has to be zero or more, and goes with a new password.");
        }
    }

    private async Task<NewPassword> PrepareAsync(
        CredentialReference reference, ProjectCredentialChange change, SecretText password, ProjectPasswords passwords, CancellationToken cancellationToken)
    {
        (Stored<ProjectCredential> stored, long project, PasswordHash before) = authority.Store.Read(connection => connection.InSnapshot(snapshot =>
        {
            Stored<ProjectCredential> found = FindUnmodified(snapshot, reference);
            return (found, ProjectCredentialTable.ProjectOf(snapshot, found.Row), PasswordTable.Hash(snapshot, found.Row));
        }));
        passwords.Check(password, Apply(stored.Value, change, authority.Now()));

        // One derivation then serves both passwords, so that a wrong one takes no longer than elsewhere.
        PasswordHash? twin = change.GracePeriod > TimeSpan.Zero ? before : null;
        return new NewPassword(password, await passwords.HashAsync(password, project, stored.Value.Id, twin, cancellationToken), before);
    }

    private Task<Changed?> TryChangeAsync(
        CredentialReference reference, ProjectCredentialChange change, NewPassword? password, CancellationToken cancellationToken)
    {
        CredentialAction action = password is not null ? CredentialAction.ChangePassword
            : change == new ProjectCredentialChange { IsEnabled = true } ? CredentialAction.Enable
            : change == new ProjectCredentialChange { IsEnabled = false } ? CredentialAction.Disable
            : CredentialAction.Change;
        return authority.ChangeAsync<Changed?>(
            action,
            (connection, _) =>
            {
                Stored<ProjectCredential> stored = FindUnmodified(connection, reference);
                long project = ProjectCredentialTable.ProjectOf(connection, stored.Row);
                DateTimeOffset now = authority.Now();
                ProjectCredential credential = Apply(stored.Value, change, now);
                if (change.Role is not null)
                {
                    credential = credential with { Role = ProjectRules.Roles(connection, change.Role) };
                }

                if (credential == stored.Value && password is null)
                {
                    return new Changed(project, credential);
                }

                if (password is not null)
                {
                    if (PasswordTable.Hash(connection, stored.Row).ToString() != password.Before.ToString())
                    {
                        return null;
                    }

                    DateTimeOffset? graceEndsAt = change.GracePeriod > TimeSpan.Zero ? GraceEnd(credential, now, change.GracePeriod) : null;
                    PasswordTable.Set(connection, stored.Row, password.Stored, now, graceEndsAt);
                    _recoverable.Renew(
                        connection, CredentialFamily.ProjectCredential, stored.Row, credential.Id, () => SecretValue.OfCredential(credential.Username, password.Text));
                    credential = credential with { PasswordChangedAt = now, GracePeriodEndsAt = graceEndsAt, ThrottledUntil = null };
                }

                credential = WithState(credential with { ModifiedAt = References.NextModification(stored.Value.ModifiedAt, now) }, now);
                ProjectCredentialTable.Update(connection, new(stored.Row, credential));
                deployer.Enqueue(connection, project, credential, Deployment(action));
                authority.Store.MarkFactsChanged();
                authority.Audit(connection, action, AuditSubject.Of(credential), Describe(credential));
                return new Changed(project, credential);
            },
            cancellationToken);
    }

    private static DateTimeOffset GraceEnd(ProjectCredential credential, DateTimeOffset now, TimeSpan grace) =>
        credential.ExpiresAt is { } end && end - now < grace ? end : grace < DateTimeOffset.MaxValue - now ? now + grace : DateTimeOffset.MaxValue;

    private static DeploymentAction Deployment(CredentialAction action) => action switch
    {
        CredentialAction.ChangePassword => DeploymentAction.ChangePassword,
        CredentialAction.Enable => DeploymentAction.Enable,
        CredentialAction.Disable => DeploymentAction.Disable,
        _ => DeploymentAction.Update,
    };

    private static ProjectCredential Apply(ProjectCredential credential, ProjectCredentialChange change, DateTimeOffset now) => credential with
    {
        FullName = change.FullName is null ? credential.FullName : ProjectRules.FullName(change.FullName),
        Email = change.Email is null ? credential.Email : ProjectRules.Email(change.Email),
        Description = change.Description is null ? credential.Description : FieldRules.Text("Description", change.Description),
        IPAddress = change.IPAddress is null ? credential.IPAddress : AddressRange.Normalize(change.IPAddress),
        Label = change.Label is null ? credential.Label : FieldRules.Labels(change.Label),
        ExpiresAt = change.NeverExpires ? null : change.ExpiresAt is null ? credential.ExpiresAt : Milliseconds(change.ExpiresAt),
        DisabledAt = change.IsEnabled switch
        {
            true => null,
            false => credential.DisabledAt ?? now,
            null => credential.DisabledAt,
        },
    };

    private sealed record NewPassword(SecretText Text, StoredPassword Stored, PasswordHash Before);
}
