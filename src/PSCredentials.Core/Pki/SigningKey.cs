using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// A key that signs certificates, lists and status answers, to be used from any number of threads: the platform's key objects promise nothing about
/// concurrent use, so each operation borrows one of its own. There are as many as were ever in use at once.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ConcurrentQueue<AsymmetricAlgorithm> _idle = new();
    private readonly byte[] _pkcs8;
    private readonly SigningAlgorithm _algorithm;
    private readonly Lock _pkcs8Lock = new();
    private volatile bool _disposed;

    /// <summary>Takes a key.</summary>
    /// <param name="pkcs8">The key, PKCS#8: ECDSA on P-256 or P-384, or RSA with 2048 to 4096 bits.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public SigningKey(ReadOnlySpan<byte> pkcs8)
    {
        AsymmetricAlgorithm key = SigningAlgorithm.Import(pkcs8);
        _algorithm = SigningAlgorithm.Of(key);
        _pkcs8 = pkcs8.ToArray();
        _idle.Enqueue(key);
    }

    /// <summary>The AlgorithmIdentifier of its signatures, DER.</summary>
    public byte[] AlgorithmIdentifier => _algorithm.Identifier;

    /// <summary>The length of its longest signature, in octets.</summary>
    public int MaximumSignatureLength => _algorithm.MaximumSignatureLength;

    /// <summary>Signs.</summary>
    /// <param name="data">What to sign.</param>
    /// <param name="destination">Where the signature goes; at least <see cref="MaximumSignatureLength"/> octets.</param>
    /// <returns>The signature's length.</returns>
    public int Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        AsymmetricAlgorithm key = Borrow();
        try
        {
            return _algorithm.Sign(key, data, destination);
        }
        finally
        {
            Return(key);
        }
    }

    /// <summary>Verifies a signature of this key.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it is this key's signature.</returns>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        AsymmetricAlgorithm key = Borrow();
        try
        {
            return _algorithm.Verify(key, data, signature);
        }
        finally
        {
            Return(key);
        }
    }

    /// <summary>Copies the private key out.</summary>
    /// <returns>PKCS#8; the caller's to clear.</returns>
    public byte[] Export()
    {
        lock (_pkcs8Lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return [.. _pkcs8];
        }
    }

    /// <summary>Returns the public key.</summary>
    /// <returns>The content of the subjectPublicKey BIT STRING.</returns>
    public byte[] ExportPublicKey()
    {
        AsymmetricAlgorithm key = Borrow();
        try
        {
            return SubjectKey.PublicKeyOf(key.ExportSubjectPublicKeyInfo()).ToArray();
        }
        finally
        {
            Return(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_pkcs8Lock)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_pkcs8);
        }

        Drain();
    }

    private AsymmetricAlgorithm Borrow()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_idle.TryDequeue(out AsymmetricAlgorithm? key))
        {
            return key;
        }

        lock (_pkcs8Lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return SigningAlgorithm.Import(_pkcs8);
        }
    }

    private void Return(AsymmetricAlgorithm key)
    {
        _idle.Enqueue(key);

        // Disposed meanwhile: the drain may have run before this key came back.
        if (_disposed)
        {
            Drain();
        }
    }

    private void Drain()
    {
        while (_idle.TryDequeue(out AsymmetricAlgorithm? key))
        {
            key.Dispose();
        }
    }
}
