using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// A key that the certificate authority lets sign status answers in its place (RFC 6960, 4.2.2.2), so that its own key is not used for each of them.
/// Short-lived, and never kept: clients need not check whether it was revoked.
/// </summary>
internal sealed class OcspSigner : IDisposable
{
    private readonly SigningKey _key;

    /// <summary>Takes a key and its certificate.</summary>
    /// <param name="issued">The certificate for OCSP signing, with its P-256 key.</param>
    /// <param name="publicKey">The content of the subjectPublicKey BIT STRING.</param>
    public OcspSigner(IssuedCertificate issued, ReadOnlySpan<byte> publicKey)
    {
        _key = new PlatformSigningKey(issued.PrivateKey);
        CryptographicOperations.ZeroMemory(issued.PrivateKey);
        Certificate = issued.Der;
        NotAfter = issued.NotAfter;

        // RFC 6960, 4.2.1 fixes SHA-1 for naming the key; nothing rests on its strength.
#pragma warning disable CA5350
        KeyHash = SHA1.HashData(publicKey);
#pragma warning restore CA5350
    }

    /// <summary>Its certificate, DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>The SHA-1 of its public key, by which answers name who signed.</summary>
    public byte[] KeyHash { get; }

    /// <summary>The last second it may be used.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The AlgorithmIdentifier of its signatures, DER.</summary>
    public byte[] AlgorithmIdentifier => _key.AlgorithmIdentifier;

    /// <summary>Signs.</summary>
    /// <param name="data">What to sign.</param>
    /// <returns>The signature.</returns>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        Span<byte> signature = stackalloc byte[_key.MaximumSignatureLength];
        return signature[.._key.Sign(data, signature)].ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
