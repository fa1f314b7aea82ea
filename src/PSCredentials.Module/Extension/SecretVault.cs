using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Errors;

namespace PSCredentials.Extension;

/// <summary>
/// What the nested module <c>PSCredentials.Extension</c> calls for the module Microsoft.PowerShell.SecretManagement. A failure is an error that the function goes on
/// after, as that module expects; what is not there is no failure.
/// </summary>
public static class SecretVault
{
    /// <summary>Whether the vault is sealed with a passphrase and not open in this runspace. What else is wrong is told by what comes next.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    /// <returns>Whether <c>Unlock-SecretVault</c> has to come first.</returns>
    public static bool IsLocked(PSCmdlet cmdlet, Hashtable? parameters)
    {
        ArgumentNullException.ThrowIfNull(cmdlet);
        try
        {
            return new RegisteredVault(cmdlet, parameters).IsLocked;
        }
        catch (CredentialException)
        {
            return false;
        }
    }

    /// <summary>Writes the secret of a name, whole and of the type that it was; nothing where there is none.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="name">The name.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    public static void WriteSecret(PSCmdlet cmdlet, string name, Hashtable? parameters) =>
        Attempt(cmdlet, name, parameters, vault =>
        {
            if (!vault.Exists || vault.Await((secrets, cancellation) => secrets.RevealAsync(name, cancellation)) is not { } read)
            {
                return false;
            }

            if (read.Secret.State == CredentialState.Disabled)
            {
                cmdlet.WriteWarning($"Secret '{name}' is that of a credential that is disabled: it is refused until it is enabled.");
            }

            cmdlet.WriteObject(SecretObjects.ToObject(read.Value), enumerateCollection: false);
            return true;
        });

    /// <summary>Lists secrets.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="filter">A wildcard pattern for the name; empty means any.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    /// <returns>The secrets, without what they hold.</returns>
    public static VaultSecret[] GetSecrets(PSCmdlet cmdlet, string? filter, Hashtable? parameters) =>
        Attempt(cmdlet, filter, parameters, vault => vault.Exists
            ? [.. vault.Await((secrets, cancellation) => secrets.ListAsync(string.IsNullOrEmpty(filter) ? [] : [filter], cancellation))]
            : Array.Empty<VaultSecret>()) ?? [];

    /// <summary>The metadata of a secret as SecretManagement takes it.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>The values by name, without regard to case.</returns>
    public static ReadOnlyDictionary<string, object> MetadataOf(VaultSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return new(new Dictionary<string, object>(secret.Metadata, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Keeps a secret, in place of the one of its name and of its metadata. Where there is no vault, it makes one.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="name">The name.</param>
    /// <param name="secret">A byte[], string, SecureString, PSCredential or Hashtable.</param>
    /// <param name="metadata">What is noted beside it; null for nothing.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    public static void SetSecret(PSCmdlet cmdlet, string name, object? secret, Hashtable? metadata, Hashtable? parameters) =>
        Attempt(cmdlet, name, parameters, vault =>
        {
            SecretValue value = SecretObjects.ToValue(secret);
            IReadOnlyDictionary<string, object> noted = SecretObjects.ToMetadata(metadata);
            return vault.Await((secrets, cancellation) => secrets.SetAsync(name, value, noted, cancellation));
        });

    /// <summary>Notes metadata beside a secret, in place of what was noted before.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="name">The name.</param>
    /// <param name="metadata">The metadata; null for none.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    public static void SetMetadata(PSCmdlet cmdlet, string name, Hashtable? metadata, Hashtable? parameters) =>
        Attempt(cmdlet, name, parameters, vault =>
        {
            IReadOnlyDictionary<string, object> noted = SecretObjects.ToMetadata(metadata);
            vault.EnsureExists();
            return vault.Await((secrets, cancellation) => secrets.SetMetadataAsync(name, noted, cancellation));
        });

    /// <summary>Forgets a secret.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="name">The name.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    public static void RemoveSecret(PSCmdlet cmdlet, string name, Hashtable? parameters) =>
        Attempt(cmdlet, name, parameters, vault =>
        {
            vault.EnsureExists();
            return vault.Await(async (secrets, cancellation) =>
            {
                await secrets.RemoveAsync(name, cancellation);
                return true;
            });
        });

    /// <summary>Opens the vault and every secret in it, and tells what does not open.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    /// <returns>Whether all is well.</returns>
    public static bool Test(PSCmdlet cmdlet, Hashtable? parameters) =>
        Attempt(cmdlet, null, parameters, vault =>
        {
            vault.EnsureExists();
            IReadOnlyList<string> damaged = vault.Await((secrets, cancellation) => secrets.FindDamagedAsync(cancellation));
            foreach (string name in damaged)
            {
                var error = new CredentialException(CredentialErrors.StoreDamaged, $"Secret '{name}' is damaged: it does not open for what stands beside it.");
                cmdlet.WriteError(ErrorRecords.Create(error, name));
            }

            return damaged.Count == 0;
        });

    /// <summary>Opens a vault that is sealed with a passphrase, for as long as the runspace lasts.</summary>
    /// <param name="cmdlet">The function.</param>
    /// <param name="password">The passphrase.</param>
    /// <param name="parameters">The parameters of the vault's registration.</param>
    public static void Unlock(PSCmdlet cmdlet, SecureString password, Hashtable? parameters) =>
        Attempt(cmdlet, null, parameters, vault =>
        {
            ArgumentNullException.ThrowIfNull(password);
            vault.EnsureExists();
            vault.Unlock(new SecretText(password));
            return true;
        });

    private static T? Attempt<T>(PSCmdlet cmdlet, object? target, Hashtable? parameters, Func<RegisteredVault, T> action)
    {
        ArgumentNullException.ThrowIfNull(cmdlet);
        try
        {
            return action(new RegisteredVault(cmdlet, parameters));
        }
        catch (CredentialException error)
        {
            cmdlet.WriteError(ErrorRecords.Create(error, target));
            return default;
        }
    }
}
