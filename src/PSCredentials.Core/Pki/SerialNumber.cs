using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>Serial numbers of certificates (RFC 5280, 4.1.2.2).</summary>
internal static class SerialNumber
{
    /// <summary>The length of every serial number made here, in octets.</summary>
    public const int Length = 16;

    /// <summary>Makes a random positive number that takes exactly <see cref="Length"/> octets in DER.</summary>
    /// <returns>The number, big endian.</returns>
    public static byte[] Create()
    {
        byte[] serial = new byte[Length];
        do
        {
            RandomNumberGenerator.Fill(serial);
            serial[0] &= 0x7F;
        }
        while (serial[0] == 0);

        return serial;
    }
}
