using System.Security.Cryptography;

namespace PSCredentials.Tests.Profile;

/// <summary>Status requests by hand (RFC 6960, 4.1.1).</summary>
internal static class StatusQuestion
{
    public static byte[] Create(CertificateView issuer, IEnumerable<byte[]> serials, byte[]? nonce = null, bool sha256 = false)
    {
        byte[] algorithm = sha256 ? Convert.FromHexString("0609608648016503040201") : Convert.FromHexString("06052B0E03021A");
        byte[] Hash(ReadOnlySpan<byte> octets) => sha256 ? SHA256.HashData(octets) : Sha1(octets);
        byte[][] requests =
        [
            .. serials.Select(serial => DerEdit.Value(0x30, DerEdit.Value(
                0x30,
                DerEdit.Value(0x30, algorithm, [0x05, 0x00]),
                DerEdit.Value(0x04, Hash(issuer.Subject.Encoded.Span)),
                DerEdit.Value(0x04, Hash(issuer.PublicKey)),
                DerEdit.Value(0x02, serial)))),
        ];
        byte[] extensions = nonce is null
            ? []
            : DerEdit.Value(0xA2, DerEdit.Value(0x30, ExtensionView.Encode(Oids.Nonce, isCritical: false, DerEdit.Value(0x04, nonce))));
        return DerEdit.Value(0x30, DerEdit.Value(0x30, DerEdit.Value(0x30, requests), extensions));
    }

#pragma warning disable CA5350 // RFC 6960 and RFC 5019 ask by SHA-1.
    private static byte[] Sha1(ReadOnlySpan<byte> octets) => SHA1.HashData(octets);
#pragma warning restore CA5350
}
