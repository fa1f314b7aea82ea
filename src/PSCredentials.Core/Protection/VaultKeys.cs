using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Protection;

/// <summary>The keys of a vault, unsealed.</summary>
/// <param name="HashKey">Under which secrets are hashed.</param>
/// <param name="SealingKey">Under which API keys are sealed.</param>
/// <param name="CertificateAuthorityKey">The CA's private key, PKCS#8.</param>
internal sealed record VaultKeys(byte[] HashKey, byte[] SealingKey, byte[] CertificateAuthorityKey)
{
    private const string HashPurpose = "secret-hash";
    private const string SealingPurpose = "api-key-sealing";
    private const string CertificateAuthorityPurpose = "certificate-authority";

    /// <summary>Draws the keys of a new vault.</summary>
    public static VaultKeys Create(byte[] certificateAuthorityKey) =>
        new(RandomNumberGenerator.GetBytes(KeySealer.KeySize), RandomNumberGenerator.GetBytes(KeySealer.KeySize), certificateAuthorityKey);

    /// <summary>Seals the keys under a master key.</summary>
    public IEnumerable<(string Purpose, byte[] Sealed)> Seal(byte[] masterKey, string vaultId)
    {
        yield return (HashPurpose, KeySealer.Seal(masterKey, HashKey, Context(vaultId, HashPurpose)));
        yield return (SealingPurpose, KeySealer.Seal(masterKey, SealingKey, Context(vaultId, SealingPurpose)));
        yield return (CertificateAuthorityPurpose, KeySealer.Seal(masterKey, CertificateAuthorityKey, Context(vaultId, CertificateAuthorityPurpose)));
    }

    /// <summary>Opens the sealed keys of a vault.</summary>
    public static VaultKeys Open(byte[] masterKey, string vaultId, IReadOnlyDictionary<string, byte[]> sealedKeys, VaultProtection protection)
    {
        byte[] Key(string purpose)
        {
            if (!sealedKeys.TryGetValue(purpose, out byte[]? box))
            {
                throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault is damaged: its key '{purpose}' is missing.");
            }

            return KeySealer.Open(masterKey, box, Context(vaultId, purpose)) ?? throw new CredentialException(
                CredentialErrors.MasterKeyRejected,
                protection == VaultProtection.Passphrase ? "The passphrase is wrong." : $"The vault does not open with the master key from its {protection}.");
        }

        return new VaultKeys(Key(HashPurpose), Key(SealingPurpose), Key(CertificateAuthorityPurpose));
    }

    private static byte[] Context(string vaultId, string purpose) => Encoding.UTF8.GetBytes($"{vaultId}/{purpose}/1");
}
