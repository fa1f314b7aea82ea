using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// The certificate authority's key, to be used from any number of threads: the platform's key objects promise nothing about concurrent
/// use, so each operation borrows one of its own. There are as many as were ever in use at once.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    /// <summary>The longest signature, DER: two INTEGERs of at most 33 octets in a SEQUENCE.</summary>
    public const int MaximumSignatureLength = 72;

    private readonly ConcurrentQueue<ECDsa> _idle = new();
    private readonly byte[] _pkcs8;
    private readonly Lock _pkcs8Lock = new();
    private volatile bool _disposed;

    /// <summary>Takes a key.</summary>
    /// <param name="pkcs8">The key, PKCS#8, P-256.</param>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public SigningKey(ReadOnlySpan<byte> pkcs8)
    {
        ECDsa key = Import(pkcs8);
        _pkcs8 = pkcs8.ToArray();
        _idle.Enqueue(key);
    }

    /// <summary>Signs with ECDSA over SHA-256.</summary>
    /// <param name="data">What to sign.</param>
    /// <param name="destination">Where the Ecdsa-Sig-Value (RFC 3279, 2.2.3) goes; at least <see cref="MaximumSignatureLength"/> octets.</param>
    /// <returns>The signature's length.</returns>
    public int Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        ECDsa key = Borrow();
        try
        {
            return key.SignData(data, destination, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        finally
        {
            Return(key);
        }
    }

    /// <summary>Verifies a signature of this key.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The Ecdsa-Sig-Value.</param>
    /// <returns>Whether it is this key's signature.</returns>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        ECDsa key = Borrow();
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
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

    /// <summary>Returns the public point, uncompressed.</summary>
    /// <returns>65 octets.</returns>
    public byte[] ExportPublicPoint()
    {
        ECDsa key = Borrow();
        try
        {
            ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
            return [0x04, .. point.X!, .. point.Y!];
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

    private static ECDsa Import(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out int read);
            string? curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
            if (read != pkcs8.Length || curve != ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                throw new CryptographicException("The key is not exactly one P-256 key.");
            }

            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private ECDsa Borrow()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_idle.TryDequeue(out ECDsa? key))
        {
            return key;
        }

        lock (_pkcs8Lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Import(_pkcs8);
        }
    }

    private void Return(ECDsa key)
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
        while (_idle.TryDequeue(out ECDsa? key))
        {
            key.Dispose();
        }
    }
}
