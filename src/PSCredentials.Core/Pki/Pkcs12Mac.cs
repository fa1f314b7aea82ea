using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace PSCredentials.Pki;

/// <summary>Authenticates a PKCS#12 bundle by PBMAC1 (RFC 9879) with PBKDF2 and HMAC-SHA-256, which the platform does not know.</summary>
internal static class Pkcs12Mac
{
    private const int SaltLength = 16;
    private const int KeyLength = 32;

    // RFC 9879 leaves the fields of the old derivation without meaning; this is what its own examples put there.
    private static ReadOnlySpan<byte> UnusedSalt => "NOT USED"u8;

    /// <summary>Adds the MAC to a bundle that has none.</summary>
    /// <param name="bundle">The PFX, with its AuthenticatedSafe as data (RFC 7292, 4).</param>
    /// <param name="password">The password.</param>
    /// <param name="iterations">The iterations of the key derivation.</param>
    /// <returns>The whole bundle, DER.</returns>
    public static byte[] Seal(ReadOnlyMemory<byte> bundle, string password, int iterations)
    {
        AsnReader pfx = new AsnReader(bundle, AsnEncodingRules.BER).ReadSequence();
        ReadOnlyMemory<byte> version = pfx.ReadEncodedValue();
        ReadOnlyMemory<byte> contentInfo = pfx.PeekEncodedValue();
        AsnReader authenticatedSafe = pfx.ReadSequence();
        authenticatedSafe.ReadObjectIdentifier();
        byte[] content = authenticatedSafe.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadOctetString();

        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        byte[] mac = Compute(content, password, salt, iterations);
        return CertificateEncoding.Once(writer =>
        {
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(version.Span);
                writer.WriteEncodedValue(contentInfo.Span);
                WriteMacData(writer, salt, iterations, mac);
            }
        });
    }

    // PBMAC1 takes the password as UTF-8 without a terminator, and not as the NUL-terminated UTF-16 of RFC 7292.
    private static byte[] Compute(byte[] content, string password, byte[] salt, int iterations)
    {
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, KeyLength);
        try
        {
            return HMACSHA256.HashData(key, content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    // MacData { DigestInfo { PBMAC1 { PBKDF2 { salt, iterations, keyLength, prf }, HMAC-SHA-256 }, mac }, macSalt }; its own iterations stay at their default.
    private static void WriteMacData(AsnWriter writer, byte[] salt, int iterations, byte[] mac)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(ObjectIdentifiers.Pbmac1);
                    using (writer.PushSequence())
                    {
                        WriteKeyDerivation(writer, salt, iterations);
                        WriteHmac(writer);
                    }
                }

                writer.WriteOctetString(mac);
            }

            writer.WriteOctetString(UnusedSalt);
        }
    }

    private static void WriteKeyDerivation(AsnWriter writer, byte[] salt, int iterations)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.Pbkdf2);
            using (writer.PushSequence())
            {
                writer.WriteOctetString(salt);
                writer.WriteInteger(iterations);
                writer.WriteInteger(KeyLength);
                WriteHmac(writer);
            }
        }
    }

    private static void WriteHmac(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(ObjectIdentifiers.HmacWithSha256);
            writer.WriteNull();
        }
    }
}
