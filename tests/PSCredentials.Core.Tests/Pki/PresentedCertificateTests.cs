using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

public sealed class PresentedCertificateTests
{
    // DER of extension values that faults are made of.
    private const string Null = "0500";
    private const string EmptySequence = "3000";

    // The places are http://a.
    private const string DistributionPoints = "3010300EA00CA00A8608687474703A2F2F61";
    private const string InformationAccess = "3016301406082B060105050730018608687474703A2F2F61";

    public static TheoryData<string> Faults => [.. s_faults.Keys];

    private static readonly Dictionary<string, Action<CertificateForge>> s_faults = new()
    {
        ["version 1"] = forge => forge.Version = null,
        ["version 2"] = forge => forge.Version = 1,
        ["version 4"] = forge => forge.Version = 3,
        ["serial zero"] = forge => forge.SerialNumber = [0],
        ["serial negative"] = forge => forge.SerialNumber = [0x80],
        ["serial too long"] = forge => forge.SerialNumber = [0x01, .. new byte[20]],
        ["algorithms differ"] = forge => forge.InnerAlgorithm = Convert.FromHexString("300A06082A8648CE3D040303"),
        ["algorithms differ by parameters"] = forge => forge.InnerAlgorithm = Convert.FromHexString("300C06082A8648CE3D0403020500"),
        ["ends before it begins"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteUtcTime(SampleAuthority.Now.AddDays(-1));
        },
        ["one time only"] = forge => forge.Validity = writer => writer.WriteUtcTime(SampleAuthority.Now),
        ["three times"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteUtcTime(SampleAuthority.Now);
        },
        ["generalized time before 2050"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteGeneralizedTime(SampleAuthority.Now.AddDays(1), omitFractionalSeconds: true);
        },
        ["fraction of a second"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteGeneralizedTime(new DateTimeOffset(2055, 1, 1, 0, 0, 0, 500, TimeSpan.Zero));
        },
        ["no such day"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteEncodedValue([0x17, 0x0D, .. "320230000000Z"u8]);
        },
        ["no seconds"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteEncodedValue([0x17, 0x0B, .. "3202010000Z"u8]);
        },
        ["time zone"] = forge => forge.Validity = writer =>
        {
            writer.WriteUtcTime(SampleAuthority.Now);
            writer.WriteEncodedValue([0x17, 0x11, .. "320201000000+0100"u8]);
        },
        ["no extensions"] = forge => forge.HasExtensions = false,
        ["empty extensions"] = forge => forge.Extensions.Clear(),
        ["unique identifier"] = forge => forge.BeforeExtensions = [0x81, 0x02, 0x00, 0x01],
        ["more after the extensions"] = forge => forge.AfterExtensions = [0x05, 0x00],
        ["more after the signature"] = forge => forge.AfterSignature = [0x05, 0x00],
        ["extension twice"] = forge => forge.Extensions.Add(forge.Extensions[1]),
        ["unknown extension twice"] = forge =>
        {
            forge.With("1.2.3.4", isCritical: false, Null);
            forge.Extensions.Add(forge.Extensions[^1]);
        },
        ["unknown critical extension"] = forge => forge.With("1.2.3.4", isCritical: true, Null),
        ["name constraints, critical"] = forge => forge.With("2.5.29.30", isCritical: true, EmptySequence),
        ["critical key identifier"] = forge => forge.With("2.5.29.14", isCritical: true, "040101"),
        ["critical encoded as false"] = forge => forge.Extensions[1] = forge.Extensions[1] with { Critical = [0x01, 0x01, 0x00] },
        ["critical encoded as one"] = forge => forge.Extensions[1] = forge.Extensions[1] with { Critical = [0x01, 0x01, 0x01] },
        ["key usage without signatures"] = forge => forge.With("2.5.29.15", isCritical: true, "03020520"),
        ["key usage with certificates"] = forge => forge.With("2.5.29.15", isCritical: true, "03020284"),
        ["key usage empty"] = forge => forge.With("2.5.29.15", isCritical: true, "030100"),
        ["key usage with trailing zero bits"] = forge => forge.With("2.5.29.15", isCritical: true, "03020080"),
        ["key usage with more after it"] = forge => forge.With("2.5.29.15", isCritical: true, "030207800500"),
        ["no extended key usage"] = forge => forge.Extensions.RemoveAt(1),
        ["extended key usage empty"] = forge => forge.With("2.5.29.37", isCritical: false, EmptySequence),
        ["for servers"] = forge => forge.With("2.5.29.37", isCritical: false, "300A06082B06010505070301"),
        ["for anything"] = forge => forge.With("2.5.29.37", isCritical: false, "30060604551D2500"),
        ["extended key usage with more after it"] = forge => forge.With("2.5.29.37", isCritical: false, "300A06082B060105050703020500"),
        ["a certificate authority"] = forge => forge.With("2.5.29.19", isCritical: true, "30030101FF"),
        ["basic constraints with encoded default"] = forge => forge.With("2.5.29.19", isCritical: true, "3003010100"),
        ["path length without authority"] = forge => forge.With("2.5.29.19", isCritical: true, "3003020100"),
        ["alternative name empty"] = forge => forge.With("2.5.29.17", isCritical: false, EmptySequence),
        ["alternative name of no kind"] = forge => forge.With("2.5.29.17", isCritical: false, "30028900"),
        ["authority key identifier empty"] = forge => forge.With("2.5.29.35", isCritical: false, "30028000"),
        ["authority key identifier with issuer alone"] = forge => forge.With("2.5.29.35", isCritical: false, "3002A100"),
        ["distribution points, critical"] = forge => forge.With("2.5.29.31", isCritical: true, DistributionPoints),
        ["distribution points empty"] = forge => forge.With("2.5.29.31", isCritical: false, EmptySequence),
        ["distribution point empty"] = forge => forge.With("2.5.29.31", isCritical: false, "30023000"),
        ["distribution point with reasons alone"] = forge => forge.With("2.5.29.31", isCritical: false, "3006300481020780"),
        ["distribution point without a name"] = forge => forge.With("2.5.29.31", isCritical: false, "30063004A002A000"),
        ["distribution point of no kind"] = forge => forge.With("2.5.29.31", isCritical: false, "30083006A004A0028900"),
        ["distribution points with more after them"] = forge => forge.With("2.5.29.31", isCritical: false, DistributionPoints + Null),
        ["information access, critical"] = forge => forge.With("1.3.6.1.5.5.7.1.1", isCritical: true, InformationAccess),
        ["information access empty"] = forge => forge.With("1.3.6.1.5.5.7.1.1", isCritical: false, EmptySequence),
        ["information access without a place"] = forge => forge.With("1.3.6.1.5.5.7.1.1", isCritical: false, "300C300A06082B06010505073001"),
        ["information access of no kind"] = forge => forge.With("1.3.6.1.5.5.7.1.1", isCritical: false, "300E300C06082B060105050730018900"),
        ["information access with more in it"] = forge => forge.With("1.3.6.1.5.5.7.1.1", isCritical: false, "3018301606082B060105050730018608687474703A2F2F610500"),
        ["extension value not DER"] = forge => forge.With("2.5.29.37", isCritical: false, "30800608" + "2B06010505070302" + "0000"),
    };

    [Fact]
    public void A_certificate_of_the_authority_is_ours()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile());

        Assert.True(PresentedCertificate.TryParse(issued.Der, out PresentedCertificate? certificate));
        Assert.True(authority.TryVerifySignature(certificate));
        Assert.Equal(issued.SerialNumber, certificate.SerialNumber.ToArray());
        Assert.Equal(issued.Sha256, certificate.Sha256.ToArray());
        Assert.Equal((issued.NotBefore, issued.NotAfter), (certificate.NotBefore, certificate.NotAfter));
        Assert.Equal("CN=alice", DistinguishedNameReader.Format(certificate.Subject));
    }

    [Fact]
    public void A_certificate_of_another_authority_is_well_formed_and_not_ours()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using CertificateAuthority namesake = SampleAuthority.Create();
        using CertificateAuthority stranger = SampleAuthority.Create("Stranger");

        Assert.True(PresentedCertificate.TryParse(namesake.Issue(SampleAuthority.Profile()).Der, out PresentedCertificate? first));
        Assert.True(PresentedCertificate.TryParse(stranger.Issue(SampleAuthority.Profile()).Der, out PresentedCertificate? second));
        Assert.False(authority.TryVerifySignature(first));
        Assert.False(authority.TryVerifySignature(second));
    }

    [Fact]
    public void A_namesake_that_also_claims_our_key_is_not_ours()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using CertificateAuthority namesake = SampleAuthority.Create();
        byte[] claimed = new CertificateForge(namesake).With("2.5.29.35", isCritical: false, OurKeyIdentifier(authority)).Build();

        Assert.True(PresentedCertificate.TryParse(claimed, out PresentedCertificate? certificate));
        Assert.False(authority.TryVerifySignature(certificate));
    }

    [Fact]
    public void Without_our_key_identifier_even_our_signature_does_not_count()
    {
        using CertificateAuthority authority = SampleAuthority.Create();

        Assert.True(PresentedCertificate.TryParse(new CertificateForge(authority).Build(), out PresentedCertificate? certificate));
        Assert.True(certificate.AuthorityKeyIdentifier.IsEmpty);
        Assert.False(authority.TryVerifySignature(certificate));
    }

    [Fact]
    public void The_forge_makes_good_certificates_where_no_fault_is_asked_for()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] good = new CertificateForge(authority)
            .With("2.5.29.35", isCritical: false, OurKeyIdentifier(authority))
            .With("2.5.29.19", isCritical: true, EmptySequence)
            .With("1.2.3.4", isCritical: false, Null)
            .With("2.5.29.31", isCritical: false, DistributionPoints)
            .With("1.3.6.1.5.5.7.1.1", isCritical: false, InformationAccess)
            .Build();

        Assert.True(PresentedCertificate.TryParse(good, out PresentedCertificate? certificate));
        Assert.True(authority.TryVerifySignature(certificate));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_refused_although_the_signature_is_right(string fault)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        CertificateForge forge = new CertificateForge(authority).With("2.5.29.35", isCritical: false, OurKeyIdentifier(authority));
        s_faults[fault](forge);

        Assert.False(PresentedCertificate.TryParse(forge.Build(), out PresentedCertificate? certificate));
        Assert.Null(certificate);
    }

    [Fact]
    public void What_is_no_certificate_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] good = authority.Issue(SampleAuthority.Profile()).Der;

        Assert.False(PresentedCertificate.TryParse(default, out _));
        Assert.False(PresentedCertificate.TryParse("-----BEGIN CERTIFICATE-----"u8.ToArray(), out _));
        Assert.False(PresentedCertificate.TryParse(new byte[] { 0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF }, out _));
        Assert.False(PresentedCertificate.TryParse((byte[])[.. good, 0x00], out _));
        Assert.False(PresentedCertificate.TryParse(authority.Certificate, out _));
    }

    [Fact]
    public void Every_cut_off_certificate_is_refused()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] good = authority.Issue(SampleAuthority.Profile("alice", "dev")).Der;

        Assert.DoesNotContain(Enumerable.Range(0, good.Length), length => PresentedCertificate.TryParse(good.AsMemory(0, length), out _));
    }

    [Fact]
    public void A_certificate_beyond_64_KiB_is_refused_unread()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        CertificateForge Forge(int size) => new CertificateForge(authority).With("1.2.3.4", isCritical: false, Convert.ToHexString(new byte[size]));

        Assert.True(PresentedCertificate.TryParse(Forge(60_000).Build(), out _));
        Assert.False(PresentedCertificate.TryParse(Forge(66_000).Build(), out _));
    }

    [Fact]
    public void What_was_parsed_does_not_change_with_the_caller_s_memory()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        byte[] der = authority.Issue(SampleAuthority.Profile()).Der;
        Assert.True(PresentedCertificate.TryParse(der, out PresentedCertificate? certificate));

        Array.Clear(der);

        Assert.True(authority.TryVerifySignature(certificate));
    }

    [Fact]
    public void A_signature_written_in_its_other_way_is_told_apart_by_the_hash()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        IssuedCertificate issued = authority.Issue(SampleAuthority.Profile());
        Assert.True(PresentedCertificate.TryParse(issued.Der, out PresentedCertificate? certificate));
        byte[] twin = WithOtherSignature(certificate);

        // ECDSA accepts (r, n - s) wherever it accepts (r, s), so the signature alone does not say that it is what was issued.
        Assert.True(PresentedCertificate.TryParse(twin, out PresentedCertificate? other));
        Assert.True(authority.TryVerifySignature(other));
        Assert.NotEqual(issued.Sha256, other.Sha256.ToArray());
    }

    private static byte[] WithOtherSignature(PresentedCertificate certificate)
    {
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        AsnReader signature = new AsnReader(certificate.Signature, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(signature.ReadInteger());
            writer.WriteInteger(order - signature.ReadInteger());
        }

        byte[] other = writer.Encode();
        writer.Reset();
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(certificate.TbsCertificate.Span);
            writer.WriteEncodedValue(certificate.SignatureAlgorithm.Span);
            writer.WriteBitString(other);
        }

        return writer.Encode();
    }

    private static string OurKeyIdentifier(CertificateAuthority authority)
    {
        byte[] identifier = AuthorityCertificate.GetKeyIdentifier(CertificateStructure.Parse(authority.Certificate));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(identifier, new Asn1Tag(TagClass.ContextSpecific, 0));
        }

        return Convert.ToHexString(writer.Encode());
    }
}
