namespace PSCredentials.Storage;

/// <summary>
/// One store a vault in a process, however many sessions open it: they commit together, and what one revokes the others refuse at once. Keys
/// are not shared; each session unseals them for itself.
/// </summary>
internal sealed class SharedVault : IDisposable
{
    private static readonly Dictionary<string, SharedVault> Open = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    private readonly string _folder;
    private int _uses;

    private SharedVault(string folder, VaultStore store)
    {
        _folder = folder;
        Store = store;
        LastUse = new Verification.LastUseRecorder(store);
    }

    /// <summary>The database.</summary>
    public VaultStore Store { get; }

    /// <summary>Who used what last, on its way to the database.</summary>
    public Verification.LastUseRecorder LastUse { get; }

    /// <summary>Takes part in the store of a folder, opening it if nobody has.</summary>
    public static SharedVault Acquire(
        string folder, Action<StoreConnection>? fill, bool mustBeNew, TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            if (Open.TryGetValue(folder, out SharedVault? vault))
            {
                if (!vault.Store.IsGone)
                {
                    if (mustBeNew)
                    {
                        throw new CredentialException(CredentialErrors.VaultExists, $"There is a vault already: '{vault.Store.File.Path}'.");
                    }

                    vault._uses++;
                    return vault;
                }

                Open.Remove(folder);
            }

            vault = new SharedVault(folder, VaultStore.Open(folder, fill, mustBeNew, patience, cancellationToken)) { _uses = 1 };
            Open.Add(folder, vault);
            return vault;
        }
    }

    /// <summary>Leaves the store; the last to leave closes it.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--_uses > 0)
            {
                return;
            }

            if (Open.TryGetValue(_folder, out SharedVault? vault) && ReferenceEquals(vault, this))
            {
                Open.Remove(_folder);
            }

            LastUse.Dispose();
            Store.Dispose();
        }
    }
}
