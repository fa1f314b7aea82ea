using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class PresentedCertificateMutationTests
{
    private const int Mutations = 60_000;

    [Theory]
    [InlineData(1)]
    [InlineData(20_260_101)]
    public void No_mutation_throws_or_is_taken_for_ours(int seed)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] good = authority.Issue(SampleAuthority.Profile("alice", "dev", "ops")).Der;
        var random = new Random(seed);
        int wellFormed = 0;

        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = Mutate(good, random);
            if (PresentedCertificate.TryParse(mutated, out PresentedCertificate? certificate))
            {
                wellFormed++;
                Assert.True(
                    mutated.AsSpan().SequenceEqual(good) || !authority.TryVerifySignature(certificate),
                    $"seed {seed}, mutation {i} was accepted: {Convert.ToHexString(mutated)}");
            }
        }

        // Both walls were reached: the parser let some through to the signature and stopped others.
        Assert.InRange(wellFormed, 1, Mutations - 1);
    }

    [Fact]
    public void Random_octets_are_refused()
    {
        var random = new Random(7);
        byte[] octets = new byte[400];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(octets);
            octets[0] = 0x30;
            Assert.False(PresentedCertificate.TryParse(octets.AsMemory(0, random.Next(octets.Length)), out _));
        }
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var octets = new List<byte>(good);
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(octets.Count);
            switch (random.Next(6))
            {
                case 0:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 2:
                    octets.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    octets.RemoveAt(at);
                    break;
                case 4:
                    octets[at] = (byte)(octets[at] + (random.Next(2) == 0 ? 1 : -1));
                    break;
                default:
                    int length = random.Next(1, Math.Min(40, octets.Count - at + 1));
                    octets.InsertRange(random.Next(octets.Count), octets.GetRange(at, length));
                    break;
            }
        }

        return [.. octets];
    }
}
