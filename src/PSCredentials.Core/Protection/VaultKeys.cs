using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PSCredentials.Storage;

namespace PSCredentials.Protection;

/// <summary>The keys of a vault, unsealed.</summary>
/// <param name="HashKey">Under which secrets are hashed.</param>
/// <param name="SealingKey">
/// Under which API keys are sealed, the private keys of certificate authorities and of access tokens, the tokens of saved connections, and the secrets that the vault keeps.
/// </param>
internal sealed record VaultKeys(byte[] HashKey, byte[] SealingKey)
{
    /// <summary>Where the key of the only certificate authority lay that a vault of an older schema had.</summary>
    public const string FormerCertificateAuthorityPurpose = "certificate-authority";

    private const string HashPurpose = "secret-hash";
    private const string SealingPurpose = "api-key-sealing";

    // Under which version of its context the sealing key lies in a vault whose audit trail is protected.
    private const int WithProtectedTrail = 2;

    /// <summary>Draws the keys of a new vault.</summary>
    public static VaultKeys Create() => new(RandomNumberGenerator.GetBytes(KeySealer.KeySize), RandomNumberGenerator.GetBytes(KeySealer.KeySize));

    /// <summary>Derives the key of the vault's audit trail.</summary>
    public AuditKey DeriveAuditKey(string vaultId) => AuditKey.Derive(SealingKey, vaultId);

    /// <summary>Seals the keys under a master key. So sealed, they say that the vault's audit trail is protected.</summary>
    public IEnumerable<(string Purpose, byte[] Sealed)> Seal(byte[] masterKey, string vaultId)
    {
        yield return (HashPurpose, KeySealer.Seal(masterKey, HashKey, Context(vaultId, HashPurpose)));
        yield return (SealingPurpose, KeySealer.Seal(masterKey, SealingKey, Context(vaultId, SealingPurpose, WithProtectedTrail)));
    }

    /// <summary>Opens the sealed keys of a vault.</summary>
    public static VaultKeys Open(byte[] masterKey, string vaultId, IReadOnlyDictionary<string, byte[]> sealedKeys, VaultProtection protection) => new(
        OpenOne(masterKey, vaultId, sealedKeys, HashPurpose, protection),
        OpenOne(masterKey, vaultId, sealedKeys, SealingPurpose, protection, HasProtectedTrail(masterKey, vaultId, sealedKeys) ? WithProtectedTrail : 1));

    /// <summary>
    /// Whether the keys were sealed by a version that protects the audit trail. Nobody without the master key can make a vault look older than it is, and so have
    /// a trail taken over as it stands.
    /// </summary>
    public static bool HasProtectedTrail(byte[] masterKey, string vaultId, IReadOnlyDictionary<string, byte[]> sealedKeys) =>
        sealedKeys.TryGetValue(SealingPurpose, out byte[]? box) && KeySealer.Open(masterKey, box, Context(vaultId, SealingPurpose, WithProtectedTrail)) is not null;

    /// <summary>Opens one sealed key of a vault.</summary>
    public static byte[] OpenOne(
        byte[] masterKey, string vaultId, IReadOnlyDictionary<string, byte[]> sealedKeys, string purpose, VaultProtection protection, int version = 1)
    {
        if (!sealedKeys.TryGetValue(purpose, out byte[]? box))
        {
            throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault is damaged: its key '{purpose}' is missing.");
        }

        return KeySealer.Open(masterKey, box, Context(vaultId, purpose, version)) ?? throw new CredentialException(
            CredentialErrors.MasterKeyRejected,
            protection == VaultProtection.Passphrase ? "The passphrase is wrong." : $"The vault does not open with the master key from its {protection}.");
    }

    /// <summary>
    /// Seals the private key of a certificate authority: under a key of the vault and not the master key, so that every session that has the vault
    /// open finds the keys that others bring, and a change of the master key leaves them as they are. Of a key in a token it is the PIN, bound to the key's URI:
    /// who could change that would choose the library that is loaded, and get the PIN.
    /// </summary>
    public byte[] SealCertificateAuthorityKey(string vaultId, ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> secret, string? uri = null) =>
        KeySealer.Seal(SealingKey, secret, CertificateAuthorityContext(vaultId, certificate, uri));

    /// <summary>Opens the private key of a certificate authority, or the PIN of its token.</summary>
    public byte[] OpenCertificateAuthorityKey(string vaultId, ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> sealedKey, string? uri = null) =>
        KeySealer.Open(SealingKey, sealedKey, CertificateAuthorityContext(vaultId, certificate, uri))
        ?? throw new CredentialException(CredentialErrors.StoreDamaged, "The vault is damaged: the private key of a certificate authority does not open.");

    /// <summary>Seals a key that signs access tokens, bound to its identifier, which is a hash of its public part.</summary>
    public byte[] SealAccessTokenKey(string vaultId, string keyId, ReadOnlySpan<byte> privateKey) =>
        KeySealer.Seal(SealingKey, privateKey, AccessTokenKeyContext(vaultId, keyId));

    /// <summary>Opens a key that signs access tokens. What was put into the database by another hand does not open.</summary>
    public byte[] OpenAccessTokenKey(string vaultId, string keyId, ReadOnlySpan<byte> sealedKey) =>
        KeySealer.Open(SealingKey, sealedKey, AccessTokenKeyContext(vaultId, keyId))
        ?? throw new CredentialException(CredentialErrors.StoreDamaged, "The vault is damaged: a key that signs access tokens does not open.");

    /// <summary>Seals the token of a saved connection, bound to what says where it is sent: who could change that would get the token.</summary>
    public byte[] SealConnectionToken(string vaultId, CredentialConnection connection, ReadOnlySpan<byte> token) =>
        KeySealer.Seal(SealingKey, token, ConnectionContext(vaultId, connection));

    /// <summary>Opens the token of a saved connection.</summary>
    public byte[] OpenConnectionToken(string vaultId, CredentialConnection connection, ReadOnlySpan<byte> sealedToken) =>
        KeySealer.Open(SealingKey, sealedToken, ConnectionContext(vaultId, connection))
        ?? throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault is damaged: the token of connection '{connection.Name}' does not open for what stands beside it.");

    /// <summary>Seals a secret that the vault keeps, bound to what stands beside it: what its metadata says of where it belongs is believed.</summary>
    /// <param name="vaultId">The vault.</param>
    /// <param name="secret">What stands beside it.</param>
    /// <param name="credentialId">The issued credential that it is of; empty for none.</param>
    /// <param name="content">The secret.</param>
    public byte[] SealSecret(string vaultId, SecretRow secret, string credentialId, ReadOnlySpan<byte> content) =>
        KeySealer.Seal(SealingKey, content, SecretContext(vaultId, secret, credentialId));

    /// <summary>Opens a secret that the vault keeps.</summary>
    /// <returns>The secret; null where it does not open for what stands beside it.</returns>
    public byte[]? OpenSecret(string vaultId, SecretRow secret, string credentialId, ReadOnlySpan<byte> box) =>
        KeySealer.Open(SealingKey, box, SecretContext(vaultId, secret, credentialId));

    private static byte[] SecretContext(string vaultId, SecretRow secret, string credentialId) =>
        Context(vaultId, $"secret/{Digest(secret.Name, secret.Type.ToString(), secret.Metadata ?? string.Empty, secret.Family?.ToString() ?? string.Empty, credentialId)}");

    private static byte[] ConnectionContext(string vaultId, CredentialConnection connection)
    {
        string bound = Digest(
            connection.Name, connection.Provider.ToString(), connection.Uri!.AbsoluteUri, connection.Proxy?.AbsoluteUri ?? string.Empty, connection.CertificateAuthority ?? string.Empty,
            connection.SkipCertificateCheck.ToString());
        return Context(vaultId, $"connection-token/{bound}");
    }

    // A JSON array has one reading; texts joined by a sign could be parted elsewhere.
    private static string Digest(params string[] parts) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));

    private static byte[] AccessTokenKeyContext(string vaultId, string keyId) => Context(vaultId, $"access-token-key/{keyId}");

    private static byte[] CertificateAuthorityContext(string vaultId, ReadOnlySpan<byte> certificate, string? uri) =>
        Context(vaultId, $"certificate-authority/{Convert.ToHexString(SHA256.HashData(certificate))}{(uri is null ? string.Empty : "/" + uri)}");

    private static byte[] Context(string vaultId, string purpose, int version = 1) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{vaultId}/{purpose}/{version}"));
}
