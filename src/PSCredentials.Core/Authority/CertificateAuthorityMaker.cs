using System.Security.Cryptography;
using PSCredentials.Pki;
using PSCredentials.Pki.Pkcs11;

namespace PSCredentials.Authority;

/// <summary>Makes certificate authorities for a vault: roots of its own, and those that users bring.</summary>
internal static class CertificateAuthorityMaker
{
    // Longer than the longest lifetime a policy can allow.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7300);

    /// <summary>Refuses what could not be made, before anything is.</summary>
    /// <exception cref="CredentialException">It could not be made.</exception>
    public static void Check(KeyAlgorithm? algorithm, CertificateAuthoritySource? source, DateTimeOffset now)
    {
        if (algorithm is { } kind)
        {
            SigningAlgorithm.Require(kind);
            if (source is { Certificates.IsEmpty: false } or { Token: null })
            {
                throw CredentialException.Invalid("KeyAlgorithm", "does not go with a certificate authority that is brought, which has its own key.");
            }
        }

        if (source is { Token: { } token, Certificates.IsEmpty: true })
        {
            TokenKeys.Check(token, algorithm);
        }
        else if (source is not null)
        {
            Bring(source, now).Dispose();
        }
    }

    /// <summary>Makes a root, or takes the one that is brought.</summary>
    /// <param name="algorithm">The kind of key that the user wants, or null.</param>
    /// <param name="usual">The kind of key of a root where the user says nothing.</param>
    /// <param name="source">The one that is brought, or the key in a token, or null.</param>
    /// <param name="vaultId">The vault.</param>
    /// <param name="number">Which of the vault's certificate authorities it is, from 1 on: verifiers find an issuer by its name, so that no two have the same.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>The certificate authority; the caller disposes it.</returns>
    public static CertificateAuthority Make(
        KeyAlgorithm? algorithm, KeyAlgorithm usual, CertificateAuthoritySource? source, string vaultId, int number, DateTimeOffset now)
    {
        if (source is { Token: null } or { Certificates.IsEmpty: false })
        {
            return Bring(source, now);
        }

        string name = FormattableString.Invariant($"PSCredentials authority {vaultId[^12..]}{(number == 1 ? string.Empty : $" {number}")}");
        if (source is null)
        {
            return CertificateAuthority.Create(name, now, Lifetime, algorithm ?? usual);
        }

        (TokenSigningKey key, byte[] publicKey) = TokenKeys.Take(source.Token!, algorithm);
        return CertificateAuthority.Create(name, now, Lifetime, key, publicKey);
    }

    /// <summary>Names one and, if its key is in a token, where that is.</summary>
    /// <returns>Words for the audit trail.</returns>
    public static string Describe(CertificateAuthority authority) => authority.KeyUri is { } uri ? $"{authority.Subject}, key in {uri}" : authority.Subject;

    /// <summary>The certificates above one, as they are kept.</summary>
    /// <returns>DER one after the other; null for a root.</returns>
    public static byte[]? JoinChain(CertificateAuthority authority) =>
        authority.Chain.Count > 1 ? [.. authority.Chain.Skip(1).SelectMany(certificate => certificate.ToArray())] : null;

    private static CertificateAuthority Bring(CertificateAuthoritySource source, DateTimeOffset now)
    {
        if (source.Token is { } token)
        {
            byte[]? publicKey = TokenKeys.ReadPublicKey(token) is { } info ? SubjectKey.PublicKeyOf(info).ToArray() : null;
            CertificateAuthorityMaterial certificates = CertificateAuthorityReader.ReadCertificates(source, publicKey, now);
            SigningKey key = TokenKeys.Take(token, CertificateStructure.Parse(certificates.Certificate).SubjectPublicKeyInfo);
            return CertificateAuthority.Take(certificates.Certificate, key, certificates.Chain);
        }

        CertificateAuthorityMaterial brought = CertificateAuthorityReader.Read(source, now);
        try
        {
            return CertificateAuthority.Load(brought.Certificate, brought.PrivateKey, brought.Chain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(brought.PrivateKey);
        }
    }
}
