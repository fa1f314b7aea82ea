using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PSCredentials.Tests.Profile;

/// <summary>The extensions of certificates (RFC 5280, 4.2, and RFC 6960, 4.2.2.2).</summary>
internal static class ExtensionRules
{
    private static readonly byte[] s_digitalSignature = [0x03, 0x02, 0x07, 0x80];

    public static readonly IReadOnlyList<ProfileRule<CertificateView>> All =
    [
        new("RFC 5280 4.2", "each extension is there once", view => view.Extensions.Select(extension => extension.Type).Distinct().Count() == view.Extensions.Count)
        {
            Breaks = [view => view.WithMore(view.ExtensionList[0].Encoded.ToArray())],
        },
        new("RFC 5280 4.1 and X.690 11.5", "a criticality of FALSE is left out, and an extension has no more than it should", view =>
            view.ExtensionList.Children.All(extension => extension.Children.Count is 2 or 3) && view.Extensions.All(extension => extension.Critical is null || extension.IsCritical))
        {
            Breaks = [view => view.With(Oids.SubjectKeyIdentifier, extension => DerEdit.Value(0x30, extension[0].Encoded.ToArray(), [0x01, 0x01, 0x00], extension[1].Encoded.ToArray()))],
        },
        new("RFC 5280 4.2", "what is critical is understood by every client: key usage, purposes, constraints and names", view => view.Extensions.Where(extension => extension.IsCritical)
            .All(extension => extension.Type is Oids.KeyUsage or Oids.ExtendedKeyUsage or Oids.BasicConstraints or Oids.NameConstraints or Oids.SubjectAlternativeName))
        {
            Breaks = [view => view.WithMore(ExtensionView.Encode("1.2.3.4", isCritical: true, 0x05, 0x00))],
        },
        new("RFC 5280 4.2", "each extension holds one whole encoding", view => view.Extensions.All(extension => extension.Value.Encoded.Length == extension.Octets.Content.Length))
        {
            Breaks = [view => view.WithValue(Oids.SubjectKeyIdentifier, 0x04, 0x01, 0x41, 0x05, 0x00)],
        },
        new("RFC 5280 4.2.1.1", "the issuer's key is named by its identifier", view => view.Find(Oids.AuthorityKeyIdentifier)?.Value.Children.Any(part => part.IsContext(0) && !part.Content.IsEmpty) == true)
        {
            Applies = view => !view.IsRoot,
            Breaks = [view => view.With(Oids.AuthorityKeyIdentifier, _ => []), view => view.WithValue(Oids.AuthorityKeyIdentifier, 0x30, 0x00)],
        },
        new("RFC 5280 4.2.1.1", "the authority key identifier is the issuer's subject key identifier", view =>
            view.Find(Oids.AuthorityKeyIdentifier)?.Value is not { } names || view.Issuer.SubjectKeyIdentifier is not { } own || names[0].HasContent(own))
        {
            Breaks = [view => view.WithValue(Oids.AuthorityKeyIdentifier, 0x30, 0x03, 0x80, 0x01, 0x41)],
        },
        new("RFC 5280 4.2.1.1", "issuer and serial number come together or not at all", view =>
            view.Find(Oids.AuthorityKeyIdentifier)?.Value is not { } names || names.Children.Any(part => part.IsContext(1)) == names.Children.Any(part => part.IsContext(2)))
        {
            Breaks = [view => view.WithValue(Oids.AuthorityKeyIdentifier, 0x30, 0x03, 0x82, 0x01, 0x41)],
        },
        new("RFC 5280 4.2.1.1", "the authority key identifier is not critical", view => view.Find(Oids.AuthorityKeyIdentifier)?.IsCritical != true)
        {
            Breaks = [view => view.WithCriticality(Oids.AuthorityKeyIdentifier, isCritical: true)],
        },
        new("RFC 5280 4.2.1.2", "there is a subject key identifier, not empty", view => view.SubjectKeyIdentifier is { Length: > 0 })
        {
            Breaks = [view => view.With(Oids.SubjectKeyIdentifier, _ => []), view => view.WithValue(Oids.SubjectKeyIdentifier, 0x04, 0x00)],
        },
        new("RFC 5280 4.2.1.2 and RFC 7093 2", "the subject key identifier is made of the key: SHA-1, or the first 160 bits of SHA-256", view =>
            view.SubjectKeyIdentifier is { } own && (own.AsSpan().SequenceEqual(SHA256.HashData(view.PublicKey).AsSpan(0, 20)) || own.AsSpan().SequenceEqual(Sha1(view.PublicKey))))
        {
            Breaks = [view => view.WithValue(Oids.SubjectKeyIdentifier, [0x04, 0x14, .. new byte[20]])],
        },
        new("RFC 5280 4.2.1.2", "the subject key identifier is not critical", view => view.Find(Oids.SubjectKeyIdentifier)?.IsCritical != true)
        {
            Breaks = [view => view.WithCriticality(Oids.SubjectKeyIdentifier, isCritical: true)],
        },
        new("RFC 5280 4.2.1.3", "there is a key usage, critical", view => view.Find(Oids.KeyUsage)?.IsCritical == true)
        {
            Breaks = [view => view.With(Oids.KeyUsage, _ => []), view => view.WithCriticality(Oids.KeyUsage, isCritical: false)],
        },
        new("RFC 5280 4.2.1.3", "a key usage has a bit set", view => view.Usages.Contains(true))
        {
            Breaks = [view => view.WithValue(Oids.KeyUsage, 0x03, 0x01, 0x00)],
        },
        new("X.690 11.2.2", "the key usage, a named bit list, ends with a bit that is set", view =>
            view.Find(Oids.KeyUsage)!.Value.Content.Span is var bits && bits.Length > 1 && (bits[^1] & (1 << bits[0])) != 0 && bits[0] < 8)
        {
            Breaks = [view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x06, 0x80), view => view.WithValue(Oids.KeyUsage, 0x03, 0x03, 0x07, 0x80, 0x00)],
        },
        new("RFC 5280 4.2.1.3", "who is no authority signs neither certificates nor lists", view => view.IsAuthority || (!view.Usages[5] && !view.Usages[6]))
        {
            Applies = view => !view.IsAuthority,
            Breaks = [view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x02, 0x84), view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x01, 0x82)],
        },
        new("RFC 5280 4.2.1.3 and 5", "an authority signs certificates and lists", view => !view.IsAuthority || (view.Usages[5] && view.Usages[6]))
        {
            Applies = view => view.IsAuthority,
            Breaks = [view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x02, 0x04), view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x01, 0x02)],
        },
        new("CA/B BR 7.1.2.7.11 and RFC 5280 4.2.1.3", "a client and a signer of answers use digital signatures alone", view => view.IsAuthority || view.Find(Oids.KeyUsage)!.Value.Encoded.Span.SequenceEqual(s_digitalSignature))
        {
            Applies = view => !view.IsAuthority,
            Breaks = [view => view.WithValue(Oids.KeyUsage, 0x03, 0x02, 0x06, 0xC0)],
        },
        new("RFC 5280 4.2.1.9", "basic constraints of an authority are critical and say so", view =>
            view.Find(Oids.BasicConstraints) is { IsCritical: true } constraints && constraints.Value[0].HasContent([0xFF]))
        {
            Applies = view => view.IsAuthority,
            Breaks = [view => view.WithCriticality(Oids.BasicConstraints, isCritical: false), view => view.WithValue(Oids.BasicConstraints, 0x30, 0x03, 0x02, 0x01, 0x00)],
        },
        new("RFC 5280 4.2.1.9 and X.690 11.5", "basic constraints of others say nothing: cA FALSE is not encoded, and there is no path length", view =>
            view.Find(Oids.BasicConstraints) is not { } constraints || constraints.Value.Children.Count == 0)
        {
            Applies = view => !view.IsAuthority,
            Breaks =
            [
                view => view.WithMore(ExtensionView.Encode(Oids.BasicConstraints, isCritical: true, 0x30, 0x03, 0x01, 0x01, 0x00)),
                view => view.WithMore(ExtensionView.Encode(Oids.BasicConstraints, isCritical: true, 0x30, 0x03, 0x02, 0x01, 0x00)),
                view => view.WithMore(ExtensionView.Encode(Oids.BasicConstraints, isCritical: true, 0x30, 0x03, 0x01, 0x01, 0xFF)),
            ],
        },
        new("RFC 5280 4.2.1.9", "a path length is not negative and comes with cA", view => view.Find(Oids.BasicConstraints)?.Value is not { Children.Count: > 1 } constraints
            || (constraints.Children.Count == 2 && constraints[1].Is(UniversalTagNumber.Integer) && constraints[1].Content.Span[0] < 0x80))
        {
            Applies = view => view.IsAuthority,
            Breaks = [view => view.WithValue(Oids.BasicConstraints, 0x30, 0x06, 0x01, 0x01, 0xFF, 0x02, 0x01, 0xFF)],
        },
        new("RFC 5280 4.2.1.12", "there are purposes, each once", view => view.IsAuthority || (view.Purposes.Count > 0 && view.Purposes.Distinct().Count() == view.Purposes.Count))
        {
            Applies = view => !view.IsAuthority,
            Breaks =
            [
                view => view.With(Oids.ExtendedKeyUsage, _ => []), view => view.WithValue(Oids.ExtendedKeyUsage, 0x30, 0x00),
                view => DerEdit.AppendAt(view.Der, [.. CertificateView.ExtensionsPath, 1, -1, 0], view.Find(Oids.ExtendedKeyUsage)!.Value[0].Encoded.ToArray()),
            ],
        },
        new("RFC 5280 4.2.1.12 and CA/B BR 7.1.2.7.10", "no purpose stands for all", view => !view.Purposes.Contains(Oids.AnyPurpose))
        {
            Applies = view => !view.IsAuthority,
            Breaks = [view => view.WithValue(Oids.ExtendedKeyUsage, 0x30, 0x06, 0x06, 0x04, 0x55, 0x1D, 0x25, 0x00)],
        },
        new("RFC 6960 4.2.2.2 and CA/B BR 7.1.2.8.5", "who signs answers has that purpose and no other, and a client has not got it", view =>
            view.IsAuthority || view.Purposes is [Oids.OcspSigning] or [Oids.ClientAuthentication])
        {
            Applies = view => !view.IsAuthority,
            Breaks =
            [
                view => view.WithValue(Oids.ExtendedKeyUsage, Convert.FromHexString("301406082B0601050507030206082B06010505070309")),
                view => view.WithValue(Oids.ExtendedKeyUsage, Convert.FromHexString("300A06082B06010505070301")),
            ],
        },
        new("RFC 6960 4.2.2.2.1", "who signs answers need not be asked about: id-pkix-ocsp-nocheck, NULL, not critical", view =>
            !view.IsOcspSigner || view.Find(Oids.NoCheck) is { IsCritical: false } noCheck && noCheck.Value.Encoded.Span.SequenceEqual<byte>([0x05, 0x00]))
        {
            Applies = view => view.IsOcspSigner,
            Breaks = [view => view.With(Oids.NoCheck, _ => []), view => view.WithCriticality(Oids.NoCheck, isCritical: true), view => view.WithValue(Oids.NoCheck, 0x30, 0x00)],
        },
        new("RFC 6960 4.2.2.2.1", "only who signs answers goes unasked", view => view.IsOcspSigner || view.Find(Oids.NoCheck) is null)
        {
            Applies = view => !view.IsOcspSigner,
            Breaks = [view => view.WithMore(ExtensionView.Encode(Oids.NoCheck, isCritical: false, 0x05, 0x00))],
        },
        new("RFC 6960 4.2.2.2.1", "who goes unasked lives a few days at most", view => !view.IsOcspSigner || view.NotAfter.ReadTime() - view.NotBefore.ReadTime() < TimeSpan.FromDays(8))
        {
            Applies = view => view.IsOcspSigner,
            Breaks = [view => DerEdit.At(view.Der, [0, 4, 1], _ => DerEdit.Value(0x18, "20990101000000Z"u8.ToArray()))],
        },
    ];

#pragma warning disable CA5350 // RFC 5280, 4.2.1.2 fixes SHA-1 for naming keys.
    private static byte[] Sha1(byte[] key) => SHA1.HashData(key);
#pragma warning restore CA5350
}
