using PSCredentials.Protection;
using PSCredentials.Removal;
using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.Authority;

/// <summary>An opened vault with its unsealed keys: what all who act through one opened authority share.</summary>
internal sealed class OpenedAuthority : IDisposable
{
    private readonly EpochCache<CredentialPolicy> _policy;
    private readonly EpochCache<Uri?> _revocationAddress;
    private readonly SharedVault _shared;
    private readonly VaultRecord _vault;
    private volatile bool _disposed;

    /// <summary>Joins what opening found.</summary>
    /// <param name="shared">The database, shared with other sessions.</param>
    /// <param name="vault">The vault's own record.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="name">The name the session calls it by.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="clock">The time.</param>
    public OpenedAuthority(SharedVault shared, VaultRecord vault, VaultKeys keys, string name, string folder, TimeProvider clock)
    {
        (_shared, _vault, Keys, Name, Folder, Clock) = (shared, vault, keys, name, folder, clock);
        Hasher = new SecretHasher(keys.HashKey);
        AuditKey = keys.DeriveAuditKey(vault.Id);
        CertificateAuthorities = new CertificateAuthorities(() => Store, vault.Id, keys);
        Removals = new RemovalPurge(this);
        Reuses = new ReuseRecorder(this);
        Rates = new VerificationRates(this);
        _policy = new EpochCache<CredentialPolicy>(() => Store, connection => PolicyTable.Read(connection, name));
        _revocationAddress = new EpochCache<Uri?>(() => Store, VaultTable.RevocationAddress);
    }

    /// <summary>The database; other sessions may go on with it when this one is closed.</summary>
    /// <exception cref="ObjectDisposedException">This session is closed.</exception>
    public VaultStore Store
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EmbeddedAuthority));
            return _shared.Store;
        }
    }

    /// <summary>Last uses on their way to the database.</summary>
    public LastUseRecorder LastUse => _shared.LastUse;

    /// <summary>The vault's keys, unsealed.</summary>
    public VaultKeys Keys { get; }

    /// <summary>Hashes presented secrets.</summary>
    public SecretHasher Hasher { get; }

    /// <summary>Proves the audit trail.</summary>
    public AuditKey AuditKey { get; }

    /// <summary>The certificate authorities, the current one and those before it.</summary>
    public CertificateAuthorities CertificateAuthorities { get; }

    /// <summary>Deletes for good what can no longer be restored.</summary>
    public RemovalPurge Removals { get; }

    /// <summary>Presentations of secrets that a rotation replaced, on their way to the audit trail.</summary>
    public ReuseRecorder Reuses { get; }

    /// <summary>How often credentials were accepted lately.</summary>
    public VerificationRates Rates { get; }

    /// <summary>The authority's identifier.</summary>
    public string Id => _vault.Id;

    /// <summary>The name the session calls it by.</summary>
    public string Name { get; }

    /// <summary>The name the vault itself has, whatever a session calls it: who did what the authority does by itself.</summary>
    public string OwnName => _vault.Name;

    /// <summary>The vault's folder.</summary>
    public string Folder { get; }

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What rows need to become records, now.</summary>
    public RowContext RowContext() => new(Now(), Name, CertificateAuthorities.NameOf);

    /// <summary>The moment, to the millisecond that the store keeps.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The policy.</summary>
    public CredentialPolicy Policy() => _policy.Get();

    /// <summary>Where revocation lists and status answers are served; null where nowhere.</summary>
    public Uri? RevocationAddress() => _revocationAddress.Get();

    /// <inheritdoc/>
    public void Dispose()
    {
        Reuses.Dispose();
        _disposed = true;
        Hasher.Dispose();
        AuditKey.Dispose();
        CertificateAuthorities.Dispose();
        _shared.Dispose();
    }
}
