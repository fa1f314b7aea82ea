using System.Collections.Concurrent;

namespace PSCredentials.Storage;

/// <summary>
/// One store a vault in a process, however many sessions open it: they commit together, and what one revokes the others refuse at once. Keys
/// are not shared; each session unseals them for itself.
/// </summary>
internal sealed class SharedVault : IDisposable
{
    private static readonly ConcurrentDictionary<string, SharedVault> Open = new(StringComparer.Ordinal);

    // One a folder, and kept: a vault that another process holds must not keep anybody from a different one.
    private static readonly ConcurrentDictionary<string, Lock> Gates = new(StringComparer.Ordinal);

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
        lock (Gates.GetOrAdd(folder, static _ => new Lock()))
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

                Open.TryRemove(folder, out _);
            }

            vault = new SharedVault(folder, VaultStore.Open(folder, fill, mustBeNew, patience, cancellationToken)) { _uses = 1 };
            Open[folder] = vault;
            return vault;
        }
    }

    /// <summary>Leaves the store; the last to leave closes it.</summary>
    public void Dispose()
    {
        lock (Gates[_folder])
        {
            if (--_uses > 0)
            {
                return;
            }

            if (Open.TryGetValue(_folder, out SharedVault? vault) && ReferenceEquals(vault, this))
            {
                Open.TryRemove(_folder, out _);
            }

            LastUse.Dispose();
            Store.Dispose();
        }
    }
}
