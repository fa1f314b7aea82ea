using System.Formats.Asn1;
using System.Text;

namespace PSCredentials.Tests.Profile;

/// <summary>Where a certificate says to learn of its revocation (RFC 5280, 4.2.1.13 and 4.2.2.1).</summary>
internal static class AddressRules
{
    private static readonly Func<CertificateView, bool> s_hasPoints = view => view.Find(Oids.DistributionPoints) is not null;
    private static readonly Func<CertificateView, bool> s_hasAccess = view => view.Find(Oids.InformationAccess) is not null;

    public static readonly IReadOnlyList<ProfileRule<CertificateView>> All =
    [
        new("RFC 5280 4.2.1.13", "distribution points are not critical", view => view.Find(Oids.DistributionPoints)?.IsCritical != true)
        {
            Applies = s_hasPoints,
            Breaks = [view => view.WithCriticality(Oids.DistributionPoints, isCritical: true)],
        },
        new("RFC 5280 4.2.1.13", "there are distribution points, and each names a place or an issuer of lists", view =>
            Points(view) is { Count: > 0 } points && points.All(point => point.Children.Any(part => part.IsContext(0) || part.IsContext(2))))
        {
            Applies = s_hasPoints,
            Breaks =
            [
                view => view.WithValue(Oids.DistributionPoints, 0x30, 0x00),
                view => view.WithValue(Oids.DistributionPoints, 0x30, 0x02, 0x30, 0x00),
                view => view.WithValue(Oids.DistributionPoints, Convert.FromHexString("3006300481020780")),
            ],
        },
        new("RFC 5280 4.2.1.13 and 4.2.1.6", "a list is at an absolute http URI, in ASCII, by the full name", view =>
            Points(view).All(point => point[0].IsContext(0) && point[0][0].IsContext(0) && point[0][0].Children.All(IsHttp)))
        {
            Applies = s_hasPoints,
            Breaks =
            [
                view => view.WithValue(Oids.DistributionPoints, Point(0xA0, 0x86, "ldap://a"u8)),
                view => view.WithValue(Oids.DistributionPoints, Point(0xA0, 0x86, "/a.crl"u8)),
                view => view.WithValue(Oids.DistributionPoints, Point(0xA0, 0x86, "http://\u00e4/"u8)),
                view => view.WithValue(Oids.DistributionPoints, Point(0xA0, 0x82, "a.example"u8)),
                view => view.WithValue(Oids.DistributionPoints, Point(0xA1, 0x86, "http://a"u8)),
            ],
        },
        new("RFC 5280 4.2.2.1", "information access is not critical", view => view.Find(Oids.InformationAccess)?.IsCritical != true)
        {
            Applies = s_hasAccess,
            Breaks = [view => view.WithCriticality(Oids.InformationAccess, isCritical: true)],
        },
        new("RFC 5280 4.2.2.1", "there is information access, and each has a method and a place", view =>
            Accesses(view) is { Count: > 0 } accesses && accesses.All(access => access.Children.Count == 2 && access[0].Is(UniversalTagNumber.ObjectIdentifier)))
        {
            Applies = s_hasAccess,
            Breaks =
            [
                view => view.WithValue(Oids.InformationAccess, 0x30, 0x00),
                view => view.WithValue(Oids.InformationAccess, Convert.FromHexString("300C300A06082B06010505073001")),
            ],
        },
        new("RFC 5280 4.2.2.1 and RFC 6960 3.1", "status answers and the issuer's certificate are at absolute http URIs, each once", view =>
            Accesses(view).Select(access => access[0].ReadOid()).SequenceEqual([Oids.OcspAccess, Oids.IssuerAccess]) && Accesses(view).All(access => IsHttp(access[1])))
        {
            Applies = s_hasAccess,
            Breaks =
            [
                view => view.WithValue(Oids.InformationAccess, Convert.FromHexString("3016301406082B060105050730018608687474703A2F2F61")),
                view => DerEdit.AppendAt(view.Der, [.. CertificateView.ExtensionsPath, -1, -1, 0], view.Find(Oids.InformationAccess)!.Value[0].Encoded.ToArray()),
                view => DerEdit.ContentAt(view.Der, [.. CertificateView.ExtensionsPath, -1, -1, 0, 0, 1], _ => "ocsp:a"u8.ToArray()),
            ],
        },
        new("RFC 5280 4.2.1.13 and 4.2.2.1", "who says where lists are says where answers and the issuer are too, by the name of the issuer's key", view =>
            s_hasPoints(view) == s_hasAccess(view)
            && (!s_hasPoints(view) || (Place(Points(view)[0][0][0][0]).EndsWith($"/crl/{Key(view)}.crl", StringComparison.Ordinal)
                && Place(Accesses(view)[1][1]).EndsWith($"/ca/{Key(view)}.cer", StringComparison.Ordinal))))
        {
            Applies = s_hasPoints,
            Breaks =
            [
                view => view.With(Oids.InformationAccess, _ => []),
                view => view.WithValue(Oids.DistributionPoints, Point(0xA0, 0x86, "http://a/crl/00.crl"u8)),
            ],
        },
    ];

    private static IReadOnlyList<DerNode> Points(CertificateView view) => view.Find(Oids.DistributionPoints)!.Value.Children;

    private static IReadOnlyList<DerNode> Accesses(CertificateView view) => view.Find(Oids.InformationAccess)!.Value.Children;

    private static string Key(CertificateView view) => Convert.ToHexStringLower(view.Find(Oids.AuthorityKeyIdentifier)!.Value[0].Content.Span);

    private static string Place(DerNode name) => Encoding.ASCII.GetString(name.Content.Span);

    private static bool IsHttp(DerNode name) =>
        name.IsContext(6)
        && name.Content.Span.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0
        && Uri.TryCreate(Place(name), UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static byte[] Point(byte nameTag, byte kind, ReadOnlySpan<byte> name) =>
        DerEdit.Value(0x30, DerEdit.Value(0x30, DerEdit.Value(0xA0, DerEdit.Value(nameTag, DerEdit.Value(kind, name.ToArray())))));
}
