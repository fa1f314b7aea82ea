using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Protection;

/// <summary>The keyed hash under which presented secrets are looked up: HMAC-SHA-256 (RFC 2104) under a key of the vault.</summary>
internal sealed class SecretHasher(byte[] key) : IDisposable
{
    // Setting up the key costs more than the hash itself, so that prepared instances are kept.
    private readonly ConcurrentBag<IncrementalHash> _prepared = [];

    /// <summary>Hashes a secret text.</summary>
    public byte[] Hash(string secret)
    {
        int length = Encoding.UTF8.GetByteCount(secret);
        Span<byte> bytes = length <= 256 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(secret, bytes);
        return Hash(bytes);
    }

    /// <summary>Hashes secret bytes.</summary>
    public byte[] Hash(ReadOnlySpan<byte> secret)
    {
        if (!_prepared.TryTake(out IncrementalHash? hash))
        {
            hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        }

        hash.AppendData(secret);
        byte[] result = hash.GetHashAndReset();
        _prepared.Add(hash);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_prepared.TryTake(out IncrementalHash? hash))
        {
            hash.Dispose();
        }
    }
}
