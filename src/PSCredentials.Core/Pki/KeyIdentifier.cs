using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>Key identifiers: the leftmost 160 bits of the SHA-256 of the public key (RFC 7093, 2, method 1).</summary>
internal static class KeyIdentifier
{
    /// <summary>The length of every key identifier made here, in octets.</summary>
    public const int Length = 20;

    /// <summary>Derives the identifier of a key.</summary>
    /// <param name="publicKey">The content of the subjectPublicKey BIT STRING.</param>
    /// <param name="destination">Where to; <see cref="Length"/> octets.</param>
    public static void Derive(ReadOnlySpan<byte> publicKey, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(publicKey, hash);
        hash[..Length].CopyTo(destination);
    }
}
