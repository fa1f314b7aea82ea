using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>A private key that the vault keeps, sealed, and that the platform signs with.</summary>
internal sealed class PlatformSigningKey : SigningKey
{
    private readonly KeyPool _keys;

    /// <summary>Takes a key.</summary>
    /// <param name="pkcs8">The key, PKCS#8: ECDSA on P-256 or P-384, or RSA with 2048 to 4096 bits.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public PlatformSigningKey(ReadOnlySpan<byte> pkcs8)
        : this(new KeyPool(pkcs8, SigningAlgorithm.Import))
    {
    }

    private PlatformSigningKey(KeyPool keys)
        : base(keys.Algorithm) => _keys = keys;

    /// <inheritdoc/>
    public override string? Uri => null;

    /// <inheritdoc/>
    public override int Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        AsymmetricAlgorithm key = _keys.Borrow();
        try
        {
            return Algorithm.Sign(key, data, destination);
        }
        finally
        {
            _keys.Return(key);
        }
    }

    /// <inheritdoc/>
    public override void EnsureAvailable()
    {
        // It is in memory.
    }

    /// <inheritdoc/>
    public override byte[] ExportSecret() => _keys.Export();

    /// <inheritdoc/>
    public override byte[] ExportPublicKey()
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
    public override void Dispose() => _keys.Dispose();
}
