using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace PSCredentials.Protection;

/// <summary>
/// Maps a presented secret to 128 bits by two SipHash-2-4 under keys that live and die with the process: pseudo-random functions, so that the
/// cache of verified secrets holds no secret, and yet faster than the platform's HMAC.
/// </summary>
internal sealed class CacheKeyFunction : IDisposable
{
    private const int LongestOnStack = 512;

    private readonly KeyParameter _upperKey = new(RandomNumberGenerator.GetBytes(16));
    private readonly KeyParameter _lowerKey = new(RandomNumberGenerator.GetBytes(16));
    private readonly ThreadLocal<(SipHash Upper, SipHash Lower)> _functions;

    /// <summary>Draws the keys.</summary>
    public CacheKeyFunction() => _functions = new(() => (Prepare(_upperKey), Prepare(_lowerKey)));

    /// <summary>The cache key of a secret text, by its UTF-8 bytes.</summary>
    public UInt128 Of(ReadOnlySpan<char> secret)
    {
        int most = Encoding.UTF8.GetMaxByteCount(secret.Length);
        if (most <= LongestOnStack)
        {
            Span<byte> bytes = stackalloc byte[LongestOnStack];
            return Of(bytes[..Encoding.UTF8.GetBytes(secret, bytes)]);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(most);
        int length = Encoding.UTF8.GetBytes(secret, rented);
        UInt128 key = Of(rented.AsSpan(0, length));
        CryptographicOperations.ZeroMemory(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return key;
    }

    /// <summary>The cache key of secret bytes.</summary>
    public UInt128 Of(ReadOnlySpan<byte> secret)
    {
        (SipHash upper, SipHash lower) = _functions.Value;
        upper.BlockUpdate(secret);
        lower.BlockUpdate(secret);
        return new UInt128((ulong)upper.DoFinal(), (ulong)lower.DoFinal());
    }

    /// <inheritdoc/>
    public void Dispose() => _functions.Dispose();

    private static SipHash Prepare(KeyParameter key)
    {
        var function = new SipHash();
        function.Init(key);
        return function;
    }
}
