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
    private const int LongestText = 128;

    private readonly KeyParameter _upperKey = new(RandomNumberGenerator.GetBytes(16));
    private readonly KeyParameter _lowerKey = new(RandomNumberGenerator.GetBytes(16));
    private readonly ThreadLocal<(SipHash Upper, SipHash Lower)> _functions;

    /// <summary>Draws the keys.</summary>
    public CacheKeyFunction() => _functions = new(() => (Prepare(_upperKey), Prepare(_lowerKey)));

    /// <summary>The cache key of a secret that is ASCII and at most 128 characters long, as tokens and keys are.</summary>
    public UInt128 Of(ReadOnlySpan<char> secret)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        int length = Encoding.ASCII.GetBytes(secret, bytes);
        return Of(bytes[..length]);
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
