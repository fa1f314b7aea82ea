using PSCredentials.Protection;
using PSCredentials.Storage;
using PSCredentials.Verification;

namespace PSCredentials.Authority;

/// <summary>An opened vault with its unsealed keys: what all who act through one opened authority share.</summary>
internal sealed class OpenedAuthority(SharedVault shared, VaultRecord vault, VaultKeys keys, string name, string folder, TimeProvider clock) : IDisposable
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

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        Hasher.Dispose();
        CertificateAuthorities.Dispose();
        shared.Dispose();
    }

    // One object, so that no reader sees the epoch of one policy with another.
    private sealed record KnownPolicy(long Epoch, CredentialPolicy Policy);
}
