using System.Formats.Asn1;
using System.Text;
using System.Text.RegularExpressions;

namespace PSCredentials.Tests.Profile;

/// <summary>Names in certificates: issuer, subject and alternative names (RFC 5280, 4.1.2.4, 4.1.2.6, 4.2.1.6 and appendix A).</summary>
internal static partial class NameRules
{
    private const int UpperBound = 64;
    private static readonly int[] s_subject = [0, 5];

    public static readonly IReadOnlyList<ProfileRule<CertificateView>> All =
    [
        new("RFC 5280 4.1.2.4", "a name is a sequence of sets of at least one attribute, each of type and value", view => Names(view).All(name =>
            name.Children.All(part => part.Is(UniversalTagNumber.Set) && part.Children.Count > 0 && part.Children.All(attribute => attribute.Children.Count == 2))))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [.. s_subject, 0], _ => []), view => DerEdit.AppendAt(view.Der, [.. s_subject, 0, 0], [0x05, 0x00])],
        },
        new("RFC 5280 4.1.2.4", "attribute values are PrintableString or UTF8String", view => Own(view).All(attribute =>
            attribute.Value.Is(UniversalTagNumber.PrintableString) || attribute.Value.Is(UniversalTagNumber.UTF8String)))
        {
            Breaks = [view => WithSubject(view, 0x14, "teletex"u8.ToArray()), view => WithSubject(view, 0x1E, [0, 0x41]), view => WithSubject(view, 0x16, "ia5"u8.ToArray())],
        },
        new("RFC 5280 A.1", "common names and organizations have 1 to 64 characters", view => Own(view)
            .Where(attribute => attribute.Type is Oids.CommonName or Oids.Organization).All(attribute => Characters(attribute.Value) is > 0 and <= UpperBound))
        {
            Breaks = [view => WithSubject(view, 0x0C, [.. Enumerable.Repeat((byte)'x', 65)]), view => WithSubject(view, 0x0C, [])],
        },
        new("RFC 5280 4.1.2.6 (a name tells one subject)", "the subject has one common name at most", view => Own(view).Count(attribute => attribute.Type == Oids.CommonName) <= 1)
        {
            Breaks = [view => DerEdit.At(view.Der, s_subject, name => DerEdit.Value(0x30, name.Content.ToArray(), Part(0x0C, "second"u8.ToArray()), Part(0x0C, "third"u8.ToArray())))],
        },
        new("RFC 5280 4.1.2.6", "no e-mail address stands in the subject", view => Own(view).All(attribute => attribute.Type != Oids.EmailAddress))
        {
            Breaks =
            [
                view => DerEdit.AppendAt(view.Der, s_subject, DerEdit.Value(0x31, DerEdit.Value(
                    0x30, Convert.FromHexString("06092A864886F70D010901"), DerEdit.Value(0x16, "a@example.com"u8.ToArray())))),
            ],
        },
        new("RFC 5280 7.1 (comparison drops outer spaces)", "values neither begin nor end with a space, and have no control characters", view => Own(view).All(attribute =>
            Text(attribute.Value) is { } text && text == text.Trim() && !text.Any(char.IsControl)))
        {
            Breaks = [view => WithSubject(view, 0x0C, " x"u8.ToArray()), view => WithSubject(view, 0x0C, "a\0b"u8.ToArray())],
        },
        new("RFC 5280 4.1.2.6 and 4.2.1.6", "who has no name has alternative names", view => view.Subject.Children.Count > 0 || view.AlternativeNames.Any())
        {
            Applies = view => view.IsClient,
            Breaks = [view => view.Changed(DerEdit.ContentAt(view.Der, s_subject, _ => [])).With(Oids.SubjectAlternativeName, _ => [])],
        },
        new("RFC 5280 4.2.1.6", "alternative names are critical where the subject is empty, and nowhere else", view =>
            view.Find(Oids.SubjectAlternativeName) is not { } names || names.IsCritical == (view.Subject.Children.Count == 0))
        {
            Applies = view => view.IsClient,
            Breaks = [view => view.WithCriticality(Oids.SubjectAlternativeName, isCritical: true), view => DerEdit.ContentAt(view.Der, s_subject, _ => [])],
        },
        new("RFC 5280 4.2.1.6", "there is at least one alternative name, and none is empty", view =>
            view.Find(Oids.SubjectAlternativeName) is not { } names || (names.Value.Children.Count > 0 && names.Value.Children.All(name => !name.Content.IsEmpty)))
        {
            Applies = view => view.IsClient,
            Breaks = [view => view.WithValue(Oids.SubjectAlternativeName, 0x30, 0x00), view => view.WithValue(Oids.SubjectAlternativeName, 0x30, 0x02, 0x86, 0x00)],
        },
        new("RFC 5280 4.2.1.6 and RFC 5321 4.1.2", "an rfc822Name is a mailbox in ASCII, without name, comment or angle brackets", view =>
            view.AlternativeNames.Where(name => name.IsContext(1)).All(name => Mailbox().IsMatch(Latin(name))))
        {
            Applies = view => view.IsClient,
            Breaks =
            [
                view => WithName(view, 0x81, "Ada <ada@example.com>"), view => WithName(view, 0x81, "ada"), view => WithName(view, 0x81, "ada@example..com"),
                view => WithName(view, 0x81, "a..b@example.com"), view => WithName(view, 0x81, "ada@-example.com"), view => WithName(view, 0x81, "ada@exa_mple.com"),
            ],
        },
        new("RFC 5280 4.2.1.6 and RFC 3986 2", "a URI is absolute, with a scheme and something after it, in the characters of a URI", view =>
            view.AlternativeNames.Where(name => name.IsContext(6)).All(name => AbsoluteUri().IsMatch(Latin(name))))
        {
            Applies = view => view.IsClient,
            Breaks =
            [
                view => WithName(view, 0x86, "/etc/passwd"), view => WithName(view, 0x86, "urn:"), view => WithName(view, 0x86, "urn:a b"), view => WithName(view, 0x86, "urn:a\"b"),
                view => WithName(view, 0x86, "urn:%zz"), view => WithName(view, 0x86, "1a:b"), view => WithName(view, 0x86, "urn:a{b}"),
            ],
        },
        new("RFC 5280 4.2.1.6", "a URI with an authority names a host", view =>
            view.AlternativeNames.Where(name => name.IsContext(6)).All(name => !HasAuthority().IsMatch(Latin(name)) || HostOf().IsMatch(Latin(name))))
        {
            Applies = view => view.IsClient,
            Breaks = [view => WithName(view, 0x86, "https://user@:80/x"), view => WithName(view, 0x86, "spiffe:///x")],
        },
        new("RFC 5280 4.2.1.6", "a client has names of the kinds that the authority gives: e-mail addresses and URIs", view =>
            view.AlternativeNames.All(name => (name.IsContext(1) || name.IsContext(6)) && !name.Tag.IsConstructed))
        {
            Applies = view => view.IsClient,
            Breaks = [view => WithName(view, 0x82, "example.com"), view => WithName(view, 0x87, "\u007f\0\0\u0001")],
        },
    ];

    /// <summary>The same name with another last value.</summary>
    public static byte[] Rename(DerNode name, string value) =>
        DerEdit.At(name.Encoded, [-1, 0, 1], _ => DerEdit.Value(0x0C, Encoding.UTF8.GetBytes(value)));

    [GeneratedRegex("""^(?=.{3,254}$)(?=[^@]{1,64}@|")([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"([^"\\]|\\.)*")@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Za-z.:]+\])$""")]
    private static partial Regex Mailbox();

    [GeneratedRegex("""^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$""")]
    private static partial Regex AbsoluteUri();

    [GeneratedRegex("^[^:]+://")]
    private static partial Regex HasAuthority();

    [GeneratedRegex("""^[^:]+://([^/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~%-]+)(:[0-9]*)?([/?#].*)?$""")]
    private static partial Regex HostOf();

    private static IEnumerable<DerNode> Names(CertificateView view) => [view.IssuerName, view.Subject];

    private static IEnumerable<(string Type, DerNode Value)> Own(CertificateView view) => CertificateView.Attributes(view.Subject);

    private static int Characters(DerNode value) => Text(value).EnumerateRunes().Count();

    private static string Text(DerNode value) => Encoding.UTF8.GetString(value.Content.Span);

    private static string Latin(DerNode name) => Encoding.Latin1.GetString(name.Content.Span);

    private static byte[] WithSubject(CertificateView view, byte tag, byte[] value) => DerEdit.At(view.Der, s_subject, _ => DerEdit.Value(0x30, Part(tag, value)));

    private static byte[] Part(byte tag, byte[] value) => DerEdit.Value(0x31, DerEdit.Value(0x30, [0x06, 0x03, 0x55, 0x04, 0x03], DerEdit.Value(tag, value)));

    private static byte[] WithName(CertificateView view, byte tag, string name) =>
        view.WithValue(Oids.SubjectAlternativeName, DerEdit.Value(0x30, DerEdit.Value(tag, Encoding.Latin1.GetBytes(name))));
}
