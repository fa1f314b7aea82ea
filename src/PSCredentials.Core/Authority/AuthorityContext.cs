using PSCredentials.Protection;
using PSCredentials.Removal;
using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.Authority;

/// <summary>
/// An opened authority on behalf of one caller. It goes with each call, as a parameter and never with the thread: a write may run on the thread of another
/// caller whose turn it is to commit.
/// </summary>
/// <param name="opened">What is shared with other callers.</param>
/// <param name="caller">Who acts.</param>
/// <param name="mayDeploy">Whether that one brings changes of a project to its environments; null for all.</param>
internal sealed class AuthorityContext(OpenedAuthority opened, string caller, Func<string, bool>? mayDeploy = null)
{
    /// <inheritdoc cref="OpenedAuthority.Store"/>
    public VaultStore Store => opened.Store;

    /// <inheritdoc cref="OpenedAuthority.LastUse"/>
    public LastUseRecorder LastUse => opened.LastUse;

    /// <inheritdoc cref="OpenedAuthority.Keys"/>
    public VaultKeys Keys => opened.Keys;

    /// <inheritdoc cref="OpenedAuthority.AuditKey"/>
    public AuditKey AuditKey => opened.AuditKey;

    /// <inheritdoc cref="OpenedAuthority.Hasher"/>
    public SecretHasher Hasher => opened.Hasher;

    /// <inheritdoc cref="OpenedAuthority.CertificateAuthorities"/>
    public CertificateAuthorities CertificateAuthorities => opened.CertificateAuthorities;

    /// <inheritdoc cref="OpenedAuthority.Reuses"/>
    public ReuseRecorder Reuses => opened.Reuses;

    /// <inheritdoc cref="OpenedAuthority.Removals"/>
    public RemovalPurge Removals => opened.Removals;

    /// <inheritdoc cref="OpenedAuthority.Id"/>
    public string Id => opened.Id;

    /// <inheritdoc cref="OpenedAuthority.Name"/>
    public string Name => opened.Name;

    /// <inheritdoc cref="OpenedAuthority.Folder"/>
    public string Folder => opened.Folder;

    /// <inheritdoc cref="OpenedAuthority.Clock"/>
    public TimeProvider Clock => opened.Clock;

    /// <summary>Who acts.</summary>
    public string Caller => caller;

    /// <summary>Whether changes of a project are brought to its environments.</summary>
    /// <param name="project">The project's name.</param>
    /// <returns>Whether they are.</returns>
    public bool MayDeploy(string project) => mayDeploy?.Invoke(project) ?? true;

    /// <inheritdoc cref="OpenedAuthority.RowContext"/>
    public RowContext RowContext() => opened.RowContext();

    /// <inheritdoc cref="OpenedAuthority.Now"/>
    public DateTimeOffset Now() => opened.Now();

    /// <inheritdoc cref="OpenedAuthority.Policy"/>
    public CredentialPolicy Policy() => opened.Policy();

    /// <inheritdoc cref="OpenedAuthority.RevocationAddress"/>
    public Uri? RevocationAddress() => opened.RevocationAddress();

    /// <summary>Appends an event to the audit trail, in the caller's transaction.</summary>
    public void Audit(StoreConnection connection, CredentialAction action, AuditSubject subject, string detail = "", string outcome = "Success") =>
        EventTable.Append(connection, AuditKey, Event(action, detail, outcome) with
        {
            SubjectType = subject.Type,
            SubjectId = subject.Id,
            SubjectName = subject.Name,
            Scope = subject.Scope,
        });

    /// <summary>Appends the same event about many API credentials to the audit trail, in the caller's transaction.</summary>
    public void AuditEach(StoreConnection connection, CredentialAction action, string rows, string detail) =>
        EventTable.AppendForEach(connection, AuditKey, Event(action, detail, "Success"), rows);

    /// <summary>
    /// Does a change with its event in one transaction. Where the record's state forbids the change, the attempt itself is kept in the trail.
    /// </summary>
    public async Task<T> ChangeAsync<T>(CredentialAction action, Func<StoreConnection, AuditTarget, T> change, CancellationToken cancellationToken)
    {
        var target = new AuditTarget();
        try
        {
            return await Store.WriteAsync(
                connection =>
                {
                    opened.Removals.RunIfDue(connection);
                    return change(connection, target);
                },
                cancellationToken);
        }
        catch (CredentialException exception) when (exception.Code == CredentialErrorCode.InvalidState && target.Subject is not null)
        {
            await Store.WriteAsync(
                connection =>
                {
                    Audit(connection, action, target.Subject, outcome: exception.ErrorId);
                    return 0;
                },
                CancellationToken.None);
            throw;
        }
    }

    private CredentialEvent Event(CredentialAction action, string detail, string outcome) => new()
    {
        Time = Now(),
        Actor = caller,
        Action = action,
        Outcome = outcome,
        Detail = detail,
    };
}
