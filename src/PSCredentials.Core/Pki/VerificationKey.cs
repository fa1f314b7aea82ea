using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>The public key of a certificate authority: it verifies long after the private one is gone. Safe to use from several threads.</summary>
internal sealed class VerificationKey : IDisposable
{
    private readonly KeyPool _keys;

    /// <summary>Takes a key.</summary>
    /// <param name="subjectPublicKeyInfo">The key, SubjectPublicKeyInfo: ECDSA on P-256 or P-384, or RSA with 2048 to 4096 bits.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public VerificationKey(ReadOnlySpan<byte> subjectPublicKeyInfo) => _keys = new KeyPool(subjectPublicKeyInfo, SigningAlgorithm.ImportPublic);

    /// <summary>How the key signs.</summary>
    public SigningAlgorithm Algorithm => _keys.Algorithm;

    /// <summary>The AlgorithmIdentifier of its signatures, DER.</summary>
    public byte[] AlgorithmIdentifier => _keys.Algorithm.Identifier;

    /// <summary>The kind of key; null for RSA of a length that is none of the usual ones.</summary>
    public KeyAlgorithm? Kind => _keys.Algorithm.Kind;

    /// <summary>Verifies a signature of this key.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it is this key's signature.</returns>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        AsymmetricAlgorithm key = _keys.Borrow();
        try
        {
            return _keys.Algorithm.Verify(key, data, signature);
        }
        finally
        {
            _keys.Return(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();
}
