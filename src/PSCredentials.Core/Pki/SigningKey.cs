using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>A private key that signs certificates, lists and status answers. Safe to use from several threads.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly KeyPool _keys;

    /// <summary>Takes a key.</summary>
    /// <param name="pkcs8">The key, PKCS#8: ECDSA on P-256 or P-384, or RSA with 2048 to 4096 bits.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public SigningKey(ReadOnlySpan<byte> pkcs8) => _keys = new KeyPool(pkcs8, SigningAlgorithm.Import);

    /// <summary>The AlgorithmIdentifier of its signatures, DER.</summary>
    public byte[] AlgorithmIdentifier => _keys.Algorithm.Identifier;

    /// <summary>The length of its longest signature, in octets.</summary>
    public int MaximumSignatureLength => _keys.Algorithm.MaximumSignatureLength;

    /// <summary>Signs.</summary>
    /// <param name="data">What to sign.</param>
    /// <param name="destination">Where the signature goes; at least <see cref="MaximumSignatureLength"/> octets.</param>
    /// <returns>The signature's length.</returns>
    public int Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        AsymmetricAlgorithm key = _keys.Borrow();
        try
        {
            return _keys.Algorithm.Sign(key, data, destination);
        }
        finally
        {
            _keys.Return(key);
        }
    }

    /// <summary>Copies the private key out.</summary>
    /// <returns>PKCS#8; the caller's to clear.</returns>
    public byte[] Export() => _keys.Export();

    /// <summary>Returns the public key.</summary>
    /// <returns>The content of the subjectPublicKey BIT STRING.</returns>
    public byte[] ExportPublicKey()
    {
        AsymmetricAlgorithm key = _keys.Borrow();
        try
        {
            return SubjectKey.PublicKeyOf(key.ExportSubjectPublicKeyInfo()).ToArray();
        }
        finally
        {
            _keys.Return(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();
}
