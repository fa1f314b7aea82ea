using PSCredentials.Pki;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.Profile;

/// <summary>Serial numbers hold at least 64 bits of a generator for cryptography (CA/B BR 7.1, RFC 5280, 4.1.2.2): what can be seen of that from outside.</summary>
public sealed class SerialNumberTests
{
    private const int Count = 20_000;

    [Fact]
    public void No_serial_number_comes_twice_and_none_follows_from_the_last()
    {
        List<byte[]> serials = Issue();

        Assert.Equal(Count, serials.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(Count - 1, serials.Zip(serials.Skip(1)).Select(pair => Number(pair.Second) - Number(pair.First)).Distinct().Count());
    }

    [Fact]
    public void Every_bit_after_the_sign_is_a_fair_coin_and_goes_its_own_way()
    {
        // Six standard deviations of a fair coin: by chance less than once in a million runs. The first octet is left out: it is not 0, which tilts it.
        List<byte[]> serials = Issue();
        int bound = (int)(6 * Math.Sqrt(Count) / 2);
        int[][] bits = [.. serials.Select(serial => serial[1..].SelectMany(octet => Enumerable.Range(0, 8).Select(bit => (octet >> bit) & 1)).ToArray())];
        Assert.True(bits[0].Length >= 64, $"{bits[0].Length} bits");
        for (int at = 0; at < bits[0].Length; at++)
        {
            int ones = bits.Sum(serial => serial[at]);
            Assert.InRange(ones, (Count / 2) - bound, (Count / 2) + bound);
            int asBefore = bits.Zip(bits.Skip(1)).Count(pair => pair.First[at] == pair.Second[at]);
            Assert.InRange(asBefore, (Count / 2) - bound, (Count / 2) + bound);
            int asNext = bits.Count(serial => serial[at] == serial[(at + 1) % serial.Length]);
            Assert.InRange(asNext, (Count / 2) - bound, (Count / 2) + bound);
        }
    }

    private static List<byte[]> Issue()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        SubjectKey key = SubjectKeyGenerator.Create(KeyAlgorithm.EcdsaP256);
        LeafProfile profile = SampleAuthority.Profile();
        return [.. Enumerable.Range(0, Count).Select(_ => DerNode.Parse(authority.Issue(profile, key).Der)[0][1].Content.ToArray())];
    }

    private static System.Numerics.BigInteger Number(byte[] serial) => new(serial, isBigEndian: true);
}
