using System.Text;

namespace PSCredentials.Tests.Verification;

/// <summary>The checksum of a token by the words of the design alone: CRC-32 (IEEE 802.3), bit by bit, in six base62 digits.</summary>
internal static class TokenChecksum
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Of(string body)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte octet in Encoding.ASCII.GetBytes(body))
        {
            crc ^= octet;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        uint value = ~crc;
        var text = new char[6];
        for (int i = 5; i >= 0; i--)
        {
            text[i] = Digits[(int)(value % 62)];
            value /= 62;
        }

        return new string(text);
    }
}
