using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// One key as the platform's objects, for any number of threads: they promise nothing about concurrent use, so each operation borrows one of its own.
/// There are as many as were ever in use at once.
/// </summary>
internal sealed class KeyPool : IDisposable
{
    private readonly ConcurrentQueue<AsymmetricAlgorithm> _idle = new();
    private readonly Import _import;
    private readonly byte[] _encoded;
    private readonly Lock _encodedLock = new();
    private volatile bool _disposed;

    /// <summary>Takes a key.</summary>
    /// <param name="encoded">The key as it is kept; copied.</param>
    /// <param name="import">Makes an object of it.</param>
    public KeyPool(ReadOnlySpan<byte> encoded, Import import)
    {
        AsymmetricAlgorithm key = import(encoded);
        Algorithm = SigningAlgorithm.Of(key);
        _import = import;
        _encoded = encoded.ToArray();
        _idle.Enqueue(key);
    }

    /// <summary>Makes an object of an encoded key.</summary>
    /// <param name="encoded">The key.</param>
    /// <returns>The object; the caller disposes it.</returns>
    public delegate AsymmetricAlgorithm Import(ReadOnlySpan<byte> encoded);

    /// <summary>How the key signs.</summary>
    public SigningAlgorithm Algorithm { get; }

    /// <summary>Copies the key out.</summary>
    /// <returns>The key as it is kept; the caller's to clear.</returns>
    public byte[] Export()
    {
        lock (_encodedLock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return [.. _encoded];
        }
    }

    /// <summary>Takes an object for one operation.</summary>
    /// <returns>The object; goes back by <see cref="Return"/>.</returns>
    public AsymmetricAlgorithm Borrow()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_idle.TryDequeue(out AsymmetricAlgorithm? key))
        {
            return key;
        }

        lock (_encodedLock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _import(_encoded);
        }
    }

    /// <summary>Gives an object back.</summary>
    /// <param name="key">What was borrowed.</param>
    public void Return(AsymmetricAlgorithm key)
    {
        _idle.Enqueue(key);

        // Disposed meanwhile: the drain may have run before this key came back.
        if (_disposed)
        {
            Drain();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_encodedLock)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_encoded);
        }

        Drain();
    }

    private void Drain()
    {
        while (_idle.TryDequeue(out AsymmetricAlgorithm? key))
        {
            key.Dispose();
        }
    }
}
