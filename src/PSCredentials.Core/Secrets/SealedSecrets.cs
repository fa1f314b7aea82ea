using System.Security.Cryptography;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Secrets;

/// <summary>Seals and opens the secrets that the vault keeps.</summary>
internal sealed class SealedSecrets(AuthorityContext authority)
{
    /// <summary>Seals the bytes of a secret, which are gone from memory afterwards.</summary>
    public byte[] Seal(SecretRow secret, string credentialId, byte[] content)
    {
        byte[] box = authority.Keys.SealSecret(authority.Id, secret, credentialId, content);
        CryptographicOperations.ZeroMemory(content);
        return box;
    }

    /// <summary>Opens a secret.</summary>
    /// <returns>The secret; null where it does not open for what stands beside it.</returns>
    public SecretValue? TryOpen(StoreConnection connection, Stored<SecretRow> secret, string credentialId)
    {
        byte[]? content = authority.Keys.OpenSecret(authority.Id, secret.Value, credentialId, SecretTable.Sealed(connection, secret.Row));
        if (content is null)
        {
            return null;
        }

        try
        {
            SecretValue value = SecretValueEncoding.Read(content);
            return value.Type == secret.Value.Type ? value : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Opens a secret that has to open.</summary>
    /// <exception cref="CredentialException">It does not, for what stands beside it.</exception>
    public SecretValue Open(StoreConnection connection, Stored<SecretRow> secret, string credentialId) =>
        TryOpen(connection, secret, credentialId) ?? throw Damaged(secret.Value.Name);

    /// <summary>The error about a secret that does not open.</summary>
    public static CredentialException Damaged(string name) =>
        new(CredentialErrors.StoreDamaged, $"The vault is damaged: secret '{name}' does not open for what stands beside it.");
}
