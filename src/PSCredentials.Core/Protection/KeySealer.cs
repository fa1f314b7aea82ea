using System.Security.Cryptography;

namespace PSCredentials.Protection;

/// <summary>Seals short secrets with AES-256-GCM (NIST SP 800-38D): a random 96-bit nonce, the cipher text, a 128-bit tag.</summary>
internal static class KeySealer
{
    /// <summary>The length of every key, in bytes.</summary>
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals a secret. The context is bound to it: it opens in no other place.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> context)
    {
        var box = new byte[NonceSize + secret.Length + TagSize];
        Span<byte> nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key, TagSize);
        gcm.Encrypt(nonce, secret, box.AsSpan(NonceSize, secret.Length), box.AsSpan(NonceSize + secret.Length), context);
        return box;
    }

    /// <summary>Opens a sealed secret.</summary>
    /// <returns>The secret, or null where the key, the context or the box is not the right one.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context)
    {
        int length = box.Length - NonceSize - TagSize;
        if (length < 0)
        {
            return null;
        }

        var secret = new byte[length];
        using var gcm = new AesGcm(key, TagSize);
        try
        {
            gcm.Decrypt(box[..NonceSize], box.Slice(NonceSize, length), box[(NonceSize + length)..], secret, context);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
