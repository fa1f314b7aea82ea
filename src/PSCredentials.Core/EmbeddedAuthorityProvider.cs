using PSCredentials.Authority;
using PSCredentials.Pki;
using PSCredentials.Policy;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials;

/// <summary>Opens and makes embedded authorities: a folder with a SQLite file, sealed keys and a certificate authority of its own.</summary>
/// <param name="clock">The time; tests pass their own.</param>
public sealed class EmbeddedAuthorityProvider(TimeProvider clock) : ICredentialAuthorityProvider
{
    private const string DefaultName = "local";

    // Longer than the longest lifetime a policy can allow.
    private static readonly TimeSpan CertificateAuthorityLifetime = TimeSpan.FromDays(7300);

    // How long a command waits for another process that holds the vault, before it says so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Works with the system's time.</summary>
    public EmbeddedAuthorityProvider()
        : this(TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public string ResolvePath(AuthorityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? path = options.Path ?? Environment.GetEnvironmentVariable(AuthorityOptions.HomeVariable);
        if (string.IsNullOrWhiteSpace(path))
        {
            string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            path = data.Length == 0
                ? throw CredentialException.Invalid("Path", $"is needed: this account has no data folder, and {AuthorityOptions.HomeVariable} is not set.")
                : System.IO.Path.Combine(data, "PSCredentials");
        }

        return System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
    }

    /// <inheritdoc/>
    public bool Exists(AuthorityOptions options) =>
        new FileInfo(System.IO.Path.Combine(ResolvePath(options), VaultFile.Name)) is { Exists: true, Length: > 0 };

    /// <inheritdoc/>
    public Task<ICredentialAuthority> OpenAsync(AuthorityOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, mustBeNew: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ICredentialAuthority> InitializeAsync(AuthorityOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, mustBeNew: true, cancellationToken);

    private Task<ICredentialAuthority> OpenAsync(AuthorityOptions options, bool mustBeNew, CancellationToken cancellationToken)
    {
        string folder = ResolvePath(options);
        string caller = options.Caller ?? Environment.UserName;

        // A passphrase costs half a second on purpose.
        return options.Passphrase is null
            ? Task.FromResult(Open(options, folder, caller, mustBeNew))
            : Task.Run(() => Open(options, folder, caller, mustBeNew), cancellationToken);
    }

    private ICredentialAuthority Open(AuthorityOptions options, string folder, string caller, bool mustBeNew)
    {
        SharedVault shared = SharedVault.Acquire(folder, connection => Fill(connection, options, folder, caller), mustBeNew, Patience);
        try
        {
            (VaultRecord vault, Dictionary<string, byte[]> sealedKeys) =
                shared.Store.Read(connection => (VaultTable.Read(connection), VaultTable.Keys(connection)));
            if (options.Passphrase is not null && vault.Protection != VaultProtection.Passphrase)
            {
                throw CredentialException.Invalid("Passphrase", $"was given, but the vault in '{folder}' is sealed by {vault.Protection}; leave it out.");
            }

            byte[] master = MasterKey.Find(vault.Protection, vault.Parameters, folder, options.Passphrase);
            VaultKeys keys = VaultKeys.Open(master, vault.Id, sealedKeys, vault.Protection);
            return new EmbeddedAuthority(new AuthorityContext(shared, vault, keys, options.Name ?? vault.Name, folder, caller, clock));
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    private void Fill(StoreConnection connection, AuthorityOptions options, string folder, string caller)
    {
        string name = FieldRules.Name("Name", options.Name ?? DefaultName, 1, 64);
        VaultProtection protection = options.Protection
            ?? (options.Passphrase is not null ? VaultProtection.Passphrase
            : !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(AuthorityOptions.MasterKeyVariable)) ? VaultProtection.EnvironmentVariable
            : OperatingSystem.IsWindows() ? VaultProtection.Dpapi
            : VaultProtection.KeyFile);
        MasterKey master = MasterKey.Create(protection, folder, options.Passphrase);
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        string id = Guid.CreateVersion7(now).ToString("D");
        using CertificateAuthority ca = CertificateAuthority.Create($"PSCredentials authority {id[^12..]}", now, CertificateAuthorityLifetime);
        VaultTable.Add(connection, new VaultRecord(id, name, now, protection, master.Parameters, ca.Certificate.ToArray()));
        foreach ((string purpose, byte[] sealedKey) in VaultKeys.Create(ca.ExportPrivateKey()).Seal(master.Key, id))
        {
            VaultTable.SetKey(connection, purpose, sealedKey);
        }

        PolicyTable.Write(connection, PolicyDefaults.Create());
        EventTable.Append(connection, new CredentialEvent
        {
            Time = now,
            Actor = caller,
            Action = CredentialAction.Initialize,
            Outcome = "Success",
            SubjectType = CredentialSubject.Authority,
            SubjectId = id,
            SubjectName = name,
            Detail = $"sealed by {protection}; {ca.Subject}",
        });
    }
}
