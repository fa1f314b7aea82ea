using System.Formats.Asn1;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace PSCredentials.Tests.Pki;

/// <summary>The MAC of a bundle as RFC 9879 describes it, read by hand and computed by another library than the one under test.</summary>
internal sealed record Pbmac1(byte[] Content, byte[] Salt, int Iterations, int KeyLength, byte[] Mac, byte[] UnusedSalt)
{
    private const string HmacWithSha256 = "1.2.840.113549.2.9";

    public static Pbmac1 Read(byte[] bundle)
    {
        AsnReader pfx = new AsnReader(bundle, AsnEncodingRules.BER).ReadSequence();
        Assert.Equal(3, pfx.ReadInteger());
        AsnReader contentInfo = pfx.ReadSequence();
        Assert.Equal("1.2.840.113549.1.7.1", contentInfo.ReadObjectIdentifier());
        byte[] content = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadOctetString();
        AsnReader macData = pfx.ReadSequence();
        pfx.ThrowIfNotEmpty();

        AsnReader digestInfo = macData.ReadSequence();
        AsnReader algorithm = digestInfo.ReadSequence();
        Assert.Equal("1.2.840.113549.1.5.14", algorithm.ReadObjectIdentifier());
        AsnReader parameters = algorithm.ReadSequence();
        AsnReader derivation = parameters.ReadSequence();
        Assert.Equal("1.2.840.113549.1.5.12", derivation.ReadObjectIdentifier());
        AsnReader pbkdf2 = derivation.ReadSequence();
        byte[] salt = pbkdf2.ReadOctetString();
        Assert.True(pbkdf2.TryReadInt32(out int iterations));
        Assert.True(pbkdf2.TryReadInt32(out int keyLength));
        ReadHmac(pbkdf2);
        pbkdf2.ThrowIfNotEmpty();
        ReadHmac(parameters);
        parameters.ThrowIfNotEmpty();
        return new Pbmac1(content, salt, iterations, keyLength, digestInfo.ReadOctetString(), macData.ReadOctetString());
    }

    public bool IsBy(string password)
    {
        var derivation = new Pkcs5S2ParametersGenerator(new Sha256Digest());
        derivation.Init(Encoding.UTF8.GetBytes(password), Salt, Iterations);
        var hmac = new HMac(new Sha256Digest());
        hmac.Init((KeyParameter)derivation.GenerateDerivedMacParameters(KeyLength * 8));
        hmac.BlockUpdate(Content, 0, Content.Length);
        var mac = new byte[hmac.GetMacSize()];
        hmac.DoFinal(mac, 0);
        return mac.SequenceEqual(Mac);
    }

    private static void ReadHmac(AsnReader reader)
    {
        AsnReader hmac = reader.ReadSequence();
        Assert.Equal(HmacWithSha256, hmac.ReadObjectIdentifier());
        hmac.ReadNull();
        hmac.ThrowIfNotEmpty();
    }
}
