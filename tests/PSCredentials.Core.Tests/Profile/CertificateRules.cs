using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>The basic fields of a certificate (RFC 5280, 4.1).</summary>
internal static class CertificateRules
{
    private static readonly int[] s_serial = [0, 1];
    private static readonly int[] s_notBefore = [0, 4, 0];
    private static readonly int[] s_notAfter = [0, 4, 1];

    public static readonly IReadOnlyList<ProfileRule<CertificateView>> All =
    [
        new("RFC 5280 4.1", "a certificate is what is signed, the algorithm and the signature", view =>
            view.Root.Is(UniversalTagNumber.Sequence) && view.Root.Children.Count == 3 && view.Signature.Is(UniversalTagNumber.BitString))
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, [], [0x05, 0x00]), view => DerEdit.At(view.Der, [2], _ => [0x04, 0x00])],
        },
        new("RFC 5280 4.1.1.2", "the algorithm outside is the one inside, octet by octet", view => view.Algorithm.IsSameAs(view.Tbs[2]))
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, [1], [0x05, 0x00])],
        },
        new("RFC 5280 4.1.1.3", "the issuer's key made the signature, of whole octets", view =>
            view.Signature.Content.Span[0] == 0 && view.Issuer.Signed(view.Tbs, view.Algorithm, view.Signature))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, s_serial, serial => [serial[0], .. serial[1..^1], (byte)(serial[^1] ^ 1)])],
        },
        new("RFC 5280 4.1.2.1", "the version is 3 where there are extensions", view => view.Tbs[0].IsContext(0) && view.Tbs[0][0].HasContent([2]))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [0, 0, 0], _ => [1]), view => DerEdit.ContentAt(view.Der, [0, 0, 0], _ => [3])],
        },
        new("RFC 5280 4.1.2.2", "the serial number is positive", view => (view.SerialNumber.Content.Span[0] & 0x80) == 0 && view.SerialNumber.Content.Span.ContainsAnyExcept((byte)0))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, s_serial, _ => [0]), view => DerEdit.ContentAt(view.Der, s_serial, _ => [0xFF, 0x01])],
        },
        new("RFC 5280 4.1.2.2", "the serial number has at most 20 octets", view => view.SerialNumber.Content.Length <= 20)
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, s_serial, _ => [0x01, .. new byte[20]])],
        },
        new("CA/B BR 7.1", "the serial number has room for 64 random bits", view => view.SerialNumber.Content.Length >= 8)
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, s_serial, _ => [1, 2, 3, 4, 5, 6, 7])],
        },
        new("RFC 5280 4.1.2.4", "the issuer has a name", view => view.IssuerName.Children.Count > 0)
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [0, 3], _ => [])],
        },
        new("RFC 5280 4.1.2.4 and 6.1.3", "the issuer is named as it names itself, octet by octet", view => view.IssuerName.IsSameAs(view.Issuer.Subject))
        {
            Breaks = [view => DerEdit.At(view.Der, [0, 3], name => NameRules.Rename(name, "somebody else"))],
        },
        new("RFC 5280 4.1.2.5", "times through 2049 are UTCTime, and later ones GeneralizedTime", view => HasRightForm(view.NotBefore) && HasRightForm(view.NotAfter))
        {
            Breaks =
            [
                view => DerEdit.At(view.Der, s_notAfter, _ => DerEdit.Value(0x18, "20491231235959Z"u8.ToArray())),
                view => DerEdit.At(view.Der, s_notBefore, _ => DerEdit.Value(0x18, "20261231235959Z"u8.ToArray())),
            ],
        },
        new("RFC 5280 4.1.2.5.1 and .2", "times are in UTC and have whole seconds", view => IsWhole(view.NotBefore) && IsWhole(view.NotAfter))
        {
            Breaks =
            [
                view => DerEdit.At(view.Der, s_notAfter, _ => DerEdit.Value(0x18, "20510101000000.5Z"u8.ToArray())),
                view => DerEdit.At(view.Der, s_notAfter, _ => DerEdit.Value(0x17, "2701010000Z"u8.ToArray())),
            ],
        },
        new("RFC 5280 4.1.2.5", "the validity begins before it ends", view => view.NotBefore.ReadTime() <= view.NotAfter.ReadTime())
        {
            Breaks = [view => DerEdit.At(view.Der, s_notAfter, _ => DerEdit.Value(0x17, "000101000000Z"u8.ToArray()))],
        },
        new("RFC 5280 6.1 (nesting, as path validation needs it)", "the validity lies within the issuer's", view =>
            view.NotBefore.ReadTime() >= view.Issuer.NotBefore.ReadTime() && view.NotAfter.ReadTime() <= view.Issuer.NotAfter.ReadTime())
        {
            Applies = view => !view.IsRoot,
            Breaks =
            [
                view => DerEdit.At(view.Der, s_notAfter, _ => DerEdit.Value(0x18, "99991231235959Z"u8.ToArray())),
                view => DerEdit.At(view.Der, s_notBefore, _ => DerEdit.Value(0x17, "000101000000Z"u8.ToArray())),
            ],
        },
        new("RFC 5280 4.1.2.6", "an authority has a name", view => view.Subject.Children.Count > 0)
        {
            Applies = view => view.IsAuthority,
            Breaks = [view => DerEdit.ContentAt(view.Der, [0, 5], _ => [])],
        },
        new("RFC 5280 4.1.2.8", "there are no unique identifiers: extensions follow the key, and nothing else", view => view.Tbs.Children.Count == 8 && view.Tbs[7].IsContext(3))
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, [0], [0x81, 0x02, 0x00, 0x01])],
        },
        new("RFC 5280 4.1.2.9", "there is at least one extension", view => view.ExtensionList.Children.Count > 0 && view.Tbs[7].Children.Count == 1)
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, CertificateView.ExtensionsPath, _ => [])],
        },
    ];

    /// <summary>UTCTime through 2049 and GeneralizedTime after.</summary>
    public static bool HasRightForm(DerNode time) => time.Is(time.ReadTime().UtcDateTime.Year < 2050 ? UniversalTagNumber.UtcTime : UniversalTagNumber.GeneralizedTime);

    /// <summary>YYMMDDHHMMSSZ, with two more digits in a GeneralizedTime.</summary>
    public static bool IsWhole(DerNode time) =>
        time.Content.Length == (time.Is(UniversalTagNumber.UtcTime) ? 13 : 15)
        && time.Content.Span[^1] == 'Z'
        && !time.Content.Span[..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
