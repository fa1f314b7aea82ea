using System.Formats.Asn1;
using System.Numerics;

namespace PSCredentials.Tests.Profile;

/// <summary>Keys and algorithms in certificates (RFC 4055, 5480, 5758 and 8410, CA/B BR 6.1.5 and 7.1.3).</summary>
internal static class KeyRules
{
    private static readonly int[] s_info = [0, 6];
    private static readonly int[] s_algorithm = [0, 6, 0];
    private static readonly int[] s_bits = [0, 6, 1];

    public static readonly IReadOnlyList<ProfileRule<CertificateView>> All =
    [
        new("CA/B BR 7.1.3.2", "the signature is ECDSA or RSA PKCS#1 with SHA-256 or SHA-384", view => IsSignature(view.Algorithm))
        {
            Breaks =
            [
                view => DerEdit.At(view.Der, [1, 0], _ => Convert.FromHexString("06092A864886F70D010105")),
                view => DerEdit.At(view.Der, [1, 0], _ => Convert.FromHexString("06072A8648CE3D0401")),
            ],
        },
        new("RFC 5758 3.2", "an ECDSA algorithm has no parameters", view => !IsEcdsa(view.Algorithm) || view.Algorithm.Children.Count == 1)
        {
            Applies = view => IsEcdsa(view.Algorithm),
            Breaks = [view => DerEdit.AppendAt(view.Der, [1], [0x05, 0x00])],
        },
        new("RFC 4055 5", "an RSA signature algorithm has NULL as parameters", view =>
            IsEcdsa(view.Algorithm) || (view.Algorithm.Children.Count == 2 && view.Algorithm[1].Is(UniversalTagNumber.Null)))
        {
            Applies = view => !IsEcdsa(view.Algorithm),
            Breaks = [view => DerEdit.At(view.Der, [1, 1], _ => []), view => DerEdit.At(view.Der, [1, 1], _ => [0x30, 0x00])],
        },
        new("RFC 5280 4.1.2.7", "a public key is its algorithm and a BIT STRING of whole octets", view =>
            view.PublicKeyInfo.Children.Count == 2 && view.PublicKeyInfo[1].Is(UniversalTagNumber.BitString) && view.PublicKeyInfo[1].Content.Span[0] == 0)
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, s_info, [0x05, 0x00]), view => DerEdit.ContentAt(view.Der, s_bits, bits => [4, .. bits[1..]])],
        },
        new("RFC 5480 2, RFC 4055 1.2, RFC 8410 3, CA/B BR 6.1.5", "keys are EC, RSA or Ed25519", view => KeyType(view) is Oids.EcKey or Oids.RsaKey or Oids.Ed25519)
        {
            Breaks = [view => DerEdit.At(view.Der, [.. s_algorithm, 0], _ => Convert.FromHexString("06072A8648CE380401"))],
        },
        new("RFC 5480 2.1.1", "an EC key names its curve, P-256 or P-384", view =>
            KeyType(view) != Oids.EcKey || (view.PublicKeyInfo[0].Children.Count == 2 && view.PublicKeyInfo[0][1].ReadOid() is Oids.P256 or Oids.P384))
        {
            Applies = view => KeyType(view) == Oids.EcKey,
            Breaks =
            [
                view => DerEdit.At(view.Der, [.. s_algorithm, 1], _ => []), view => DerEdit.At(view.Der, [.. s_algorithm, 1], _ => [0x05, 0x00]),
                view => DerEdit.At(view.Der, [.. s_algorithm, 1], _ => Convert.FromHexString("06052B8104000A")),
            ],
        },
        new("RFC 5480 2.2", "a point is uncompressed, of its curve's length, and on the curve", view => KeyType(view) != Oids.EcKey || IsOnCurve(view))
        {
            Applies = view => KeyType(view) == Oids.EcKey,
            Breaks =
            [
                view => DerEdit.ContentAt(view.Der, s_bits, bits => [0, 2, .. bits[2..34]]), view => DerEdit.ContentAt(view.Der, s_bits, bits => bits[..^1]),
                view => DerEdit.ContentAt(view.Der, s_bits, bits => [.. bits[..^1], (byte)(bits[^1] ^ 1)]),
            ],
        },
        new("RFC 4055 1.2 and RFC 3279 2.3.1", "an RSA key has NULL as parameters", view => KeyType(view) != Oids.RsaKey || view.PublicKeyInfo[0].Encoded.Span[^2..].SequenceEqual<byte>([0x05, 0x00]))
        {
            Applies = view => KeyType(view) == Oids.RsaKey,
            Breaks = [view => DerEdit.At(view.Der, [.. s_algorithm, 1], _ => [])],
        },
        new("CA/B BR 6.1.5", "an RSA modulus has 2048, 3072 or 4096 bits, and no more zero octets than DER wants", view => KeyType(view) != Oids.RsaKey || Modulus(view).GetBitLength() is 2048 or 3072 or 4096)
        {
            Applies = view => KeyType(view) == Oids.RsaKey,
            Breaks = [view => WithRsa(view, [.. Modulus(view).ToByteArray(isBigEndian: true)[..129]], [1, 0, 1])],
        },
        new("CA/B BR 6.1.6", "an RSA modulus is odd and has no small prime factor", view => KeyType(view) != Oids.RsaKey || !SmallPrimes().Any(prime => Modulus(view) % prime == 0))
        {
            Applies = view => KeyType(view) == Oids.RsaKey,
            Breaks = [view => WithRsa(view, (Modulus(view) + 1).ToByteArray(isBigEndian: true), [1, 0, 1]), view => WithRsa(view, (Modulus(view) - (Modulus(view) % 751)).ToByteArray(isBigEndian: true), [1, 0, 1])],
        },
        new("CA/B BR 6.1.6", "an RSA exponent is odd and from 2^16+1 to 2^256-1", view =>
            KeyType(view) != Oids.RsaKey || (Exponent(view) is var exponent && !exponent.IsEven && exponent > 65536 && exponent.GetBitLength() <= 256))
        {
            Applies = view => KeyType(view) == Oids.RsaKey,
            Breaks = [view => WithRsa(view, Modulus(view).ToByteArray(isBigEndian: true), [3]), view => WithRsa(view, Modulus(view).ToByteArray(isBigEndian: true), [1, 0, 2])],
        },
        new("RFC 8410 3", "an Ed25519 key has no parameters", view => KeyType(view) != Oids.Ed25519 || view.PublicKeyInfo[0].Children.Count == 1)
        {
            Applies = view => KeyType(view) == Oids.Ed25519,
            Breaks = [view => DerEdit.AppendAt(view.Der, s_algorithm, [0x05, 0x00])],
        },
        new("RFC 8410 4", "an Ed25519 key has 32 octets, and no wrapping", view => KeyType(view) != Oids.Ed25519 || view.PublicKey.Length == 32)
        {
            Applies = view => KeyType(view) == Oids.Ed25519,
            Breaks = [view => DerEdit.ContentAt(view.Der, s_bits, bits => [0, 0x04, 0x20, .. bits[1..]])],
        },
        new("RFC 8410 5, RFC 5480 3, RFC 4055 1.2", "the key usage is one that the kind of key can have: no encipherment with EC and Ed25519", view =>
            KeyType(view) == Oids.RsaKey || (!view.Usages[2] && !view.Usages[3]))
        {
            Applies = view => KeyType(view) != Oids.RsaKey,
            Breaks = [view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x05, 0xA0)],
        },
    ];

    private static string KeyType(CertificateView view) => view.PublicKeyInfo[0][0].ReadOid();

    private static bool IsEcdsa(DerNode algorithm) => algorithm[0].ReadOid().StartsWith("1.2.840.10045.4.", StringComparison.Ordinal);

    private static bool IsSignature(DerNode algorithm) => algorithm[0].ReadOid() is Oids.EcdsaWithSha256 or Oids.EcdsaWithSha384 or Oids.Sha256WithRsa;

    private static BigInteger Modulus(CertificateView view) => Number(RsaKey(view)[0]);

    private static BigInteger Exponent(CertificateView view) => Number(RsaKey(view)[1]);

    private static DerNode RsaKey(CertificateView view) => DerNode.Parse(view.PublicKey);

    private static BigInteger Number(DerNode integer) => new(integer.Content.Span, isBigEndian: true);

    private static IEnumerable<int> SmallPrimes() => Enumerable.Range(2, 750).Where(number => Enumerable.Range(2, 26).TakeWhile(divisor => divisor * divisor <= number).All(divisor => number % divisor != 0));

    private static byte[] WithRsa(CertificateView view, byte[] modulus, byte[] exponent) =>
        DerEdit.ContentAt(view.Der, s_bits, _ => [0, .. DerEdit.Value(0x30, DerEdit.Value(0x02, modulus), DerEdit.Value(0x02, exponent))]);

    // y² = x³ - 3x + b over the prime of the curve (SP 800-186, 3.2.1).
    private static bool IsOnCurve(CertificateView view)
    {
        bool isP256 = view.PublicKeyInfo[0][1].ReadOid() == Oids.P256;
        int length = isP256 ? 32 : 48;
        byte[] point = view.PublicKey;
        if (point.Length != 1 + (2 * length) || point[0] != 4)
        {
            return false;
        }

        BigInteger prime = isP256
            ? BigInteger.Pow(2, 256) - BigInteger.Pow(2, 224) + BigInteger.Pow(2, 192) + BigInteger.Pow(2, 96) - 1
            : BigInteger.Pow(2, 384) - BigInteger.Pow(2, 128) - BigInteger.Pow(2, 96) + BigInteger.Pow(2, 32) - 1;
        BigInteger b = new(
            Convert.FromHexString(isP256
                ? "5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"
                : "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF"),
            isUnsigned: true,
            isBigEndian: true);
        var x = new BigInteger(point.AsSpan(1, length), isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(point.AsSpan(1 + length), isUnsigned: true, isBigEndian: true);
        return x < prime && y < prime && ((y * y) - ((x * x * x) - (3 * x) + b)) % prime == 0;
    }
}
