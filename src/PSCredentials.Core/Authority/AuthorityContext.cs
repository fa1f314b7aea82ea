using System.Formats.Asn1;
using PSCredentials.Pki;
using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.Authority;

/// <summary>What the services of one opened authority share.</summary>
internal sealed class AuthorityContext(SharedVault shared, VaultRecord vault, VaultKeys keys, string name, string folder, string caller, TimeProvider clock)
    : IDisposable
{
    private KnownPolicy? _policy;
    private volatile bool _disposed;

    /// <summary>The database; other sessions may go on with it when this one is closed.</summary>
    /// <exception cref="ObjectDisposedException">This session is closed.</exception>
    public VaultStore Store
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedAuthority));
            return shared.Store;
        }
    }

    /// <summary>Last uses on their way to the database.</summary>
    public LastUseRecorder LastUse => shared.LastUse;

    /// <summary>The vault's keys, unsealed.</summary>
    public VaultKeys Keys => keys;

    /// <summary>Hashes presented secrets.</summary>
    public SecretHasher Hasher { get; } = new(keys.HashKey);

    /// <summary>The certificate authorities, the current one and those before it.</summary>
    public CertificateAuthorities CertificateAuthorities => field ??= new CertificateAuthorities(() => Store, vault.Id, keys);

    /// <summary>The authority's identifier.</summary>
    public string Id => vault.Id;

    /// <summary>The name the session calls it by.</summary>
    public string Name => name;

    /// <summary>The vault's folder.</summary>
    public string Folder => folder;

    /// <summary>Who acts.</summary>
    public string Caller => caller;

    /// <summary>The time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>What rows need to become records, now.</summary>
    public RowContext RowContext() => new(Now(), name, CertificateAuthorities.NameOf);

    /// <summary>The moment, to the millisecond that the store keeps.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The policy, read again only after the store has changed.</summary>
    public CredentialPolicy Policy()
    {
        long epoch = Store.CurrentEpoch();
        if (Volatile.Read(ref _policy) is not { } known || known.Epoch != epoch)
        {
            known = new KnownPolicy(epoch, Store.Read(connection => connection.InSnapshot(snapshot => PolicyTable.Read(snapshot, name))));
            Volatile.Write(ref _policy, known);
        }

        return known.Policy;
    }

    /// <summary>Appends an event to the audit trail, in the caller's transaction.</summary>
    public void Audit(StoreConnection connection, CredentialAction action, AuditSubject subject, string detail = "", string outcome = "Success") =>
        EventTable.Append(connection, Event(action, detail, outcome) with
        {
            SubjectType = subject.Type,
            SubjectId = subject.Id,
            SubjectName = subject.Name,
            Scope = subject.Scope,
        });

    /// <summary>Appends the same event about many API credentials to the audit trail, in the caller's transaction.</summary>
    public void AuditEach(StoreConnection connection, CredentialAction action, string rows, string detail) =>
        EventTable.AppendForEach(connection, Event(action, detail, "Success"), rows);

    /// <summary>
    /// Does a change with its event in one transaction. Where the record's state forbids the change, the attempt itself is kept in the trail.
    /// </summary>
    public async Task<T> ChangeAsync<T>(CredentialAction action, Func<StoreConnection, AuditTarget, T> change, CancellationToken cancellationToken)
    {
        var target = new AuditTarget();
        try
        {
            return await Store.WriteAsync(connection => change(connection, target), cancellationToken);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        Hasher.Dispose();
        CertificateAuthorities.Dispose();
        shared.Dispose();
    }

    private CredentialEvent Event(CredentialAction action, string detail, string outcome) => new()
    {
        Time = Now(),
        Actor = caller,
        Action = action,
        Outcome = outcome,
        Detail = detail,
    };

    // One object, so that no reader sees the epoch of one policy with another.
    private sealed record KnownPolicy(long Epoch, CredentialPolicy Policy);
}
