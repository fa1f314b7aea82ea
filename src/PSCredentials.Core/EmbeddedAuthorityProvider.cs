using System.Security.Cryptography;
using PSCredentials.Audit;
using PSCredentials.Authority;
using PSCredentials.KubeConfigs;
using PSCredentials.Pki;
using PSCredentials.Policy;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials;

/// <summary>Opens and makes embedded authorities: a folder with a SQLite file, sealed keys and a certificate authority of its own.</summary>
/// <param name="clock">The time; tests pass their own.</param>
public sealed class EmbeddedAuthorityProvider(TimeProvider clock) : ICredentialAuthorityProvider
{
    /// <summary>The name under which authorities count what they do (System.Diagnostics.Metrics).</summary>
    public const string MeterName = "PSCredentials";

    private const string DefaultName = "local";

    // How long a command waits for another process that holds the vault, before it says so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Works with the system's time.</summary>
    public EmbeddedAuthorityProvider()
        : this(TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public IKubeConfigMerger KubeConfigs { get; } = new KubeConfigMerger();

    /// <inheritdoc/>
    public string ResolvePath(AuthorityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? path = string.IsNullOrWhiteSpace(options.Path) ? Environment.GetEnvironmentVariable(AuthorityOptions.HomeVariable) : options.Path;
        if (string.IsNullOrWhiteSpace(path))
        {
            string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            path = data.Length == 0
                ? throw CredentialException.Invalid("Path", $"is needed: this account has no data folder, and {AuthorityOptions.HomeVariable} is not set.")
                : System.IO.Path.Combine(data, "PSCredentials");
        }

        return path.Contains('\0', StringComparison.Ordinal)
            ? throw CredentialException.Invalid("Path", "holds a NUL character.")
            : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
    }

    /// <inheritdoc/>
    public bool Exists(AuthorityOptions options) =>
        new FileInfo(System.IO.Path.Combine(ResolvePath(options), VaultFile.Name)) is { Exists: true, Length: > 0 };

    /// <inheritdoc/>
    public bool NeedsPassphrase(AuthorityOptions options)
    {
        if (!Exists(options))
        {
            return false;
        }

        using SharedVault shared = SharedVault.Acquire(ResolvePath(options), fill: null, mustBeNew: false, Patience, CancellationToken.None);
        return shared.Store.Read(VaultTable.Read).Protection == VaultProtection.Passphrase;
    }

    /// <inheritdoc/>
    public Task<ICredentialAuthority> OpenAsync(AuthorityOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, mustBeNew: false, cancellationToken);

    /// <inheritdoc/>
    public Task<ICredentialAuthority> InitializeAsync(AuthorityOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, mustBeNew: true, cancellationToken);

    /// <inheritdoc/>
    public string EncryptPrivateKey(SecretText privateKeyPem, SecretText password)
    {
        ArgumentNullException.ThrowIfNull(privateKeyPem);
        ArgumentNullException.ThrowIfNull(password);
        PasswordRules.Check(password, least: 1);
        return PrivateKeyEncryption.EncryptPem(privateKeyPem.Reveal(), password.Reveal(), PolicyDefaults.IterationsForChosenPassword);
    }

    private Task<ICredentialAuthority> OpenAsync(AuthorityOptions options, bool mustBeNew, CancellationToken cancellationToken)
    {
        string folder = ResolvePath(options);
        string caller = options.Caller ?? Environment.UserName;
        cancellationToken.ThrowIfCancellationRequested();

        // A passphrase costs half a second on purpose.
        return options.Passphrase is null
            ? Task.FromResult(Open(options, folder, caller, mustBeNew, cancellationToken))
            : Task.Run(() => Open(options, folder, caller, mustBeNew, cancellationToken), cancellationToken);
    }

    private ICredentialAuthority Open(AuthorityOptions options, string folder, string caller, bool mustBeNew, CancellationToken cancellationToken)
    {
        if (!Exists(options))
        {
            CheckNew(options);
        }

        SharedVault shared = Acquire(options, folder, caller, mustBeNew, cancellationToken);
        try
        {
            (VaultRecord vault, VaultKeys keys) = Unseal(shared.Store, options, folder, caller, cancellationToken);
            var opened = new OpenedAuthority(shared, vault, keys, options.Name ?? vault.Name, folder, clock);

            // A damaged certificate authority is told now, and not by the first certificate.
            opened.CertificateAuthorities.Current();
            opened.Removals.RunAtOpening(cancellationToken);
            return new EmbeddedAuthority(opened, caller);
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    private SharedVault Acquire(AuthorityOptions options, string folder, string caller, bool mustBeNew, CancellationToken cancellationToken)
    {
        // Made once, though a busy vault may have to be filled again.
        MasterKey? master = null;
        try
        {
            return SharedVault.Acquire(
                folder,
                connection => Fill(connection, options, master ??= MasterKey.Create(ProtectionFor(options), folder, options.Passphrase), caller),
                mustBeNew,
                Patience,
                cancellationToken);
        }
        catch (Exception exception) when (
            master is not null && !Exists(options) && exception is not CredentialException { ErrorId: nameof(CredentialErrors.StoreIoFailed) })
        {
            // Nothing was made. After a failed write to disk nobody knows that, and then the key stays.
            MasterKey.Discard(master.Protection, master.Parameters, folder);
            throw;
        }
    }

    private (VaultRecord Vault, VaultKeys Keys) Unseal(
        VaultStore store, AuthorityOptions options, string folder, string caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            (VaultRecord vault, Dictionary<string, byte[]> sealedKeys) = ReadSealed(store);
            if (options.Passphrase is not null && vault.Protection != VaultProtection.Passphrase)
            {
                throw CredentialException.Invalid("Passphrase", $"was given, but the vault in '{folder}' is sealed by {vault.Protection}; leave it out.");
            }

            try
            {
                byte[] master = MasterKey.Find(vault.Protection, vault.Parameters, folder, options.Passphrase);
                VaultKeys keys = VaultKeys.Open(master, vault.Id, sealedKeys, vault.Protection);
                if (sealedKeys.ContainsKey(VaultKeys.FormerCertificateAuthorityPurpose))
                {
                    byte[] privateKey = VaultKeys.OpenOne(master, vault.Id, sealedKeys, VaultKeys.FormerCertificateAuthorityPurpose, vault.Protection);
                    MoveCertificateAuthorityKey(store, vault, keys, privateKey, cancellationToken);
                }

                if (!VaultKeys.HasProtectedTrail(master, vault.Id, sealedKeys))
                {
                    new TrailAdoption(vault, keys, master, sealedKeys).Run(store, caller, Now(), cancellationToken);
                }

                return (vault, keys);
            }
            catch (CredentialException exception) when (exception.Code == CredentialErrorCode.Unauthenticated && IsSealedAnew(store, sealedKeys))
            {
                // The protection changed between reading the keys and finding the master key.
            }
            catch (Exception exception) when (StoreErrors.IsUnreadable(exception))
            {
                throw StoreErrors.Damaged(store.File.Path, exception);
            }
        }
    }

    // A vault of a schema before roll-overs: its CA key lies beside the others, under the master key that only opening has.
    private static void MoveCertificateAuthorityKey(
        VaultStore store, VaultRecord vault, VaultKeys keys, byte[] privateKey, CancellationToken cancellationToken) =>
        store.WriteAsync(
            connection =>
            {
                // Another process may have been first.
                if (VaultTable.RemoveKey(connection, VaultKeys.FormerCertificateAuthorityPurpose))
                {
                    CertificateAuthorityRecord record = CertificateAuthorityTable.All(connection)[0];
                    CertificateAuthorityTable.SetKey(
                        connection, record.Row, keys.SealCertificateAuthorityKey(vault.Id, record.Certificate, privateKey));
                    store.MarkFactsChanged();
                }

                CryptographicOperations.ZeroMemory(privateKey);
                return 0;
            },
            cancellationToken).GetAwaiter().GetResult();

    private static (VaultRecord Vault, Dictionary<string, byte[]> SealedKeys) ReadSealed(VaultStore store) =>
        store.Read(connection => connection.InSnapshot(snapshot => (VaultTable.Read(snapshot), VaultTable.Keys(snapshot))));

    private static bool IsSealedAnew(VaultStore store, Dictionary<string, byte[]> before) =>
        ReadSealed(store).SealedKeys.Any(key => !before.TryGetValue(key.Key, out byte[]? box) || !box.AsSpan().SequenceEqual(key.Value));

    // Before anything is made, so that a refusal leaves nothing behind.
    private void CheckNew(AuthorityOptions options)
    {
        CertificateAuthorityMaker.Check(options.CertificateAuthorityKeyAlgorithm, options.CertificateAuthority, clock.GetUtcNow());
        FieldRules.Name("Name", options.Name ?? DefaultName, 1, 64);
        MasterKey.Check(ProtectionFor(options), options.Passphrase);
    }

    private static VaultProtection ProtectionFor(AuthorityOptions options) =>
        options.Protection
        ?? (options.Passphrase is not null ? VaultProtection.Passphrase
        : !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(AuthorityOptions.MasterKeyVariable)) ? VaultProtection.EnvironmentVariable
        : OperatingSystem.IsWindows() ? VaultProtection.Dpapi
        : VaultProtection.KeyFile);

    // To the millisecond that the store keeps.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private void Fill(StoreConnection connection, AuthorityOptions options, MasterKey master, string caller)
    {
        string name = FieldRules.Name("Name", options.Name ?? DefaultName, 1, 64);
        DateTimeOffset now = Now();
        string id = Guid.CreateVersion7(now).ToString("D");
        using CertificateAuthority ca = CertificateAuthorityMaker.Make(
            options.CertificateAuthorityKeyAlgorithm, KeyAlgorithm.EcdsaP256, options.CertificateAuthority, id, number: 1, now);
        var keys = VaultKeys.Create();
        byte[] secret = ca.ExportSecret();
        VaultTable.Add(connection, new VaultRecord(id, name, now, master.Protection, master.Parameters));
        CertificateAuthorityTable.Add(
            connection,
            ca.Certificate.ToArray(),
            CertificateAuthorityMaker.JoinChain(ca),
            keys.SealCertificateAuthorityKey(id, ca.Certificate.Span, secret, ca.KeyUri),
            ca.KeyUri,
            now);
        CryptographicOperations.ZeroMemory(secret);
        foreach ((string purpose, byte[] sealedKey) in keys.Seal(master.Key, id))
        {
            VaultTable.SetKey(connection, purpose, sealedKey);
        }

        PolicyTable.Write(connection, PolicyDefaults.Create());
        using AuditKey auditKey = keys.DeriveAuditKey(id);
        AuditHeadTable.Add(connection, auditKey, 0, AuditKey.Origin, protectedSince: 1);
        EventTable.Append(connection, auditKey, new CredentialEvent
        {
            Time = now,
            Actor = caller,
            Action = CredentialAction.Initialize,
            Outcome = "Success",
            SubjectType = CredentialSubject.Authority,
            SubjectId = id,
            SubjectName = name,
            Detail = $"sealed by {master.Protection}; {CertificateAuthorityMaker.Describe(ca)}",
        });
    }
}
