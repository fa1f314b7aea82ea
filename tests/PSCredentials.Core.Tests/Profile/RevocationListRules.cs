using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>Revocation lists (RFC 5280, 5).</summary>
internal static class RevocationListRules
{
    private const string Past = "200101000000Z";
    private static readonly byte[] s_serial = [0x11, 0x22];

    public static readonly IReadOnlyList<ProfileRule<RevocationListView>> All =
    [
        new("RFC 5280 5.1.1", "a list is what is signed, the algorithm and the signature", view =>
            view.Root.Is(UniversalTagNumber.Sequence) && view.Root.Children.Count == 3 && view.Root[2].Is(UniversalTagNumber.BitString))
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, [], [0x05, 0x00])],
        },
        new("RFC 5280 5.1.1.2", "the algorithm outside is the one inside", view => view.Root[1].IsSameAs(view.Tbs[1]))
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, [1], [0x05, 0x00])],
        },
        new("RFC 5280 5.1.1.3", "the issuer's key made the signature", view => view.Issuer.Signed(view.Tbs, view.Root[1], view.Root[2]))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [0, 4], _ => "301231235959Z"u8.ToArray())],
        },
        new("RFC 5280 5.1.2.1", "the version is 2", view => view.Tbs[0].Is(UniversalTagNumber.Integer) && view.Tbs[0].HasContent([1]))
        {
            Breaks = [view => DerEdit.ContentAt(view.Der, [0, 0], _ => [0]), view => DerEdit.At(view.Der, [0, 0], _ => [])],
        },
        new("RFC 5280 5.1.2.3", "the issuer is named as it names itself, and has a name", view => view.Tbs[2].IsSameAs(view.Issuer.Subject) && view.Tbs[2].Children.Count > 0)
        {
            Breaks = [view => DerEdit.At(view.Der, [0, 2], name => NameRules.Rename(name, "somebody else")), view => DerEdit.ContentAt(view.Der, [0, 2], _ => [])],
        },
        new("RFC 5280 5.1.2.4", "times through 2049 are UTCTime, and later ones GeneralizedTime, all in whole seconds", view =>
            Times(view).All(time => CertificateRules.HasRightForm(time) && CertificateRules.IsWhole(time)))
        {
            Breaks = [view => DerEdit.At(view.Der, [0, 3], _ => DerEdit.Value(0x18, "20261201000000Z"u8.ToArray())), view => DerEdit.At(view.Der, [0, 4], _ => DerEdit.Value(0x18, "20510101000000.5Z"u8.ToArray()))],
        },
        new("RFC 5280 5.1.2.5", "there is a next update, after this one", view => IsTime(view.NextUpdate) && view.NextUpdate.ReadTime() > view.ThisUpdate.ReadTime())
        {
            Breaks = [view => DerEdit.At(view.Der, [0, 4], _ => []), view => DerEdit.ContentAt(view.Der, [0, 4], _ => view.ThisUpdate.Content.ToArray())],
        },
        new("RFC 5280 5.1.2.4 and 6.3.3", "the list is from a time when its issuer is valid, to no later", view =>
            view.ThisUpdate.ReadTime() >= view.Issuer.NotBefore.ReadTime() && view.NextUpdate.ReadTime() <= view.Issuer.NotAfter.ReadTime())
        {
            Breaks = [view => DerEdit.At(view.Der, [0, 4], _ => DerEdit.Value(0x18, "99981231235959Z"u8.ToArray())), view => DerEdit.At(view.Der, [0, 3], _ => DerEdit.Value(0x17, "000101000000Z"u8.ToArray()))],
        },
        new("RFC 5280 5.1.2.6", "the list of entries is left out where it would be empty", view => view.EntryList is not { Children.Count: 0 })
        {
            Applies = view => view.Entries.Count > 0,
            Breaks = [view => DerEdit.ContentAt(view.Der, [0, 5], _ => [])],
        },
        new("RFC 5280 5.1.2.6", "an entry has a serial number, a time and at most one list of extensions", view =>
            view.Entries.All(entry => entry.Children.Count is 2 or 3 && entry[0].Is(UniversalTagNumber.Integer) && IsTime(entry[1]) && (entry.Children.Count == 2 || entry[2].Children.Count > 0)))
        {
            Applies = view => view.Entries.Count > 0,
            Breaks = [view => view.WithEntry(s_serial, 0x17, Past, [0x05, 0x00], [0x05, 0x00]), view => view.WithEntry(s_serial, 0x17, Past, [0x30, 0x00])],
        },
        new("RFC 5280 5.1.2.6", "each serial number is there once, positive, with at most 20 octets", view =>
            view.Entries.Select(entry => Convert.ToHexString(entry[0].Content.Span)).Distinct().Count() == view.Entries.Count
            && view.Entries.All(entry => entry[0].Content.Length <= 20 && entry[0].Content.Span[0] < 0x80))
        {
            Applies = view => view.Entries.Count > 0,
            Breaks =
            [
                view => view.WithEntry(view.Entries[0][0].Content.ToArray(), 0x17, Past), view => view.WithEntry([0x80], 0x17, Past), view => view.WithEntry([1, .. new byte[20]], 0x17, Past),
            ],
        },
        new("RFC 5280 5.1.2.6", "the time of an entry has the form of the others, and is not later than the list", view => view.Entries.All(entry =>
            CertificateRules.HasRightForm(entry[1]) && CertificateRules.IsWhole(entry[1]) && entry[1].ReadTime() <= view.ThisUpdate.ReadTime()))
        {
            Applies = view => view.Entries.Count > 0,
            Breaks = [view => view.WithEntry(s_serial, 0x18, "20200101000000Z"), view => view.WithEntry(s_serial, 0x17, "491231235959Z")],
        },
        new("RFC 5280 5.1.2.7", "nothing stands after the extensions, and they are there", view => view.Tbs.Children[^1].IsContext(0) && view.Tbs.Children.Count == (view.EntryList is null ? 6 : 7))
        {
            Breaks = [view => DerEdit.AppendAt(view.Der, [0], [0x05, 0x00]), view => DerEdit.At(view.Der, [0, view.Tbs.Children.Count - 1], _ => [])],
        },
        new("RFC 5280 5.2", "each extension is there once, and a criticality of FALSE is left out", view =>
            view.Extensions.Select(extension => extension.Type).Distinct().Count() == view.Extensions.Count && view.Extensions.All(extension => extension.Critical is null || extension.IsCritical))
        {
            Breaks =
            [
                view => view.WithMore(ExtensionView.Encode(Oids.CrlNumber, isCritical: false, 0x02, 0x01, 0x01)),
                view => view.With(Oids.CrlNumber, extension => DerEdit.Value(0x30, extension[0].Encoded.ToArray(), [0x01, 0x01, 0x00], extension[1].Encoded.ToArray())),
            ],
        },
        new("RFC 5280 5.2", "what is critical is what every client understands", view => view.Extensions.Where(extension => extension.IsCritical).All(extension => extension.Type == Oids.DeltaIndicator))
        {
            Breaks = [view => view.WithMore(ExtensionView.Encode("1.2.3.4", isCritical: true, 0x05, 0x00))],
        },
        new("RFC 5280 5.2.1", "the issuer's key is named by the identifier in its certificate, not critical", view => view.Find(Oids.AuthorityKeyIdentifier) is { IsCritical: false } names
            && names.Value[0].IsContext(0) && !names.Value[0].Content.IsEmpty && (view.Issuer.SubjectKeyIdentifier is not { } own || names.Value[0].HasContent(own)))
        {
            Breaks =
            [
                view => view.With(Oids.AuthorityKeyIdentifier, _ => []), view => view.WithCriticality(Oids.AuthorityKeyIdentifier, isCritical: true),
                view => view.WithValue(Oids.AuthorityKeyIdentifier, 0x30, 0x03, 0x80, 0x01, 0x41),
            ],
        },
        new("RFC 5280 5.2.3", "there is a number, not negative, not critical, with at most 20 octets", view =>
            view.Find(Oids.CrlNumber) is { IsCritical: false } number && number.Value.Is(UniversalTagNumber.Integer) && number.Value.Content.Length is > 0 and <= 20 && number.Value.Content.Span[0] < 0x80)
        {
            Breaks =
            [
                view => view.With(Oids.CrlNumber, _ => []), view => view.WithCriticality(Oids.CrlNumber, isCritical: true), view => view.WithValue(Oids.CrlNumber, 0x02, 0x01, 0xFF),
                view => view.WithValue(Oids.CrlNumber, [0x02, 0x15, 0x01, .. new byte[20]]),
            ],
        },
        new("RFC 5280 5.2.4", "a delta list says so, critical, with the number of a list before it", view => view.Find(Oids.DeltaIndicator) is { IsCritical: true } of
            && of.Value.Content.Span[0] < 0x80 && Number(of.Value) < Number(view.Find(Oids.CrlNumber)!.Value))
        {
            Applies = view => view.IsDelta,
            Breaks =
            [
                view => view.With(Oids.DeltaIndicator, _ => []), view => view.WithCriticality(Oids.DeltaIndicator, isCritical: false),
                view => view.WithValue(Oids.DeltaIndicator, view.Find(Oids.CrlNumber)!.Value.Encoded.ToArray()),
            ],
        },
        new("RFC 5280 5.2.4", "a full list does not say that it is a delta list", view => view.Find(Oids.DeltaIndicator) is null)
        {
            Applies = view => !view.IsDelta,
            Breaks = [view => view.WithMore(ExtensionView.Encode(Oids.DeltaIndicator, isCritical: true, 0x02, 0x01, 0x00))],
        },
        new("RFC 5280 5.2.6", "a delta list does not point at delta lists", view => view.Find(Oids.FreshestCrl) is null)
        {
            Applies = view => view.IsDelta,
            Breaks = [view => view.WithMore(ExtensionView.Encode(Oids.FreshestCrl, isCritical: false, 0x30, 0x00))],
        },
        new("RFC 5280 5.3", "the extensions of an entry are there once each and not critical, for no other issuer is in the list", view => view.Entries.All(entry =>
            RevocationListView.ExtensionsOf(entry) is var extensions && extensions.All(extension => extension.Critical is null) && extensions.Select(extension => extension.Type).Distinct().Count() == extensions.Count))
        {
            Applies = view => view.Entries.Count > 0,
            Breaks =
            [
                view => view.WithEntry(s_serial, 0x17, Past, DerEdit.Value(0x30, ExtensionView.Encode(Oids.Reason, isCritical: true, 0x0A, 0x01, 0x01))),
                view => view.WithEntry(s_serial, 0x17, Past, DerEdit.Value(0x30, Reason(1), Reason(4))),
            ],
        },
        new("RFC 5280 5.3.1", "a reason is one of 1 to 6 and 8 to 10: what is unspecified is left out", view => view.Entries.All(entry => RevocationListView.ReasonOf(entry) is null or (>= 1 and <= 10 and not 7)))
        {
            Applies = view => view.Entries.Count > 0,
            Breaks = [view => WithReason(view, 0), view => WithReason(view, 7), view => WithReason(view, 11)],
        },
        new("RFC 5280 5.3.1", "a reason is an ENUMERATED", view => view.Entries.SelectMany(RevocationListView.ExtensionsOf).Where(extension => extension.Type == Oids.Reason)
            .All(extension => extension.Value.Is(UniversalTagNumber.Enumerated) && extension.Value.Content.Length == 1))
        {
            Applies = view => view.Entries.Count > 0,
            Breaks = [view => view.WithEntry(s_serial, 0x17, Past, DerEdit.Value(0x30, ExtensionView.Encode(Oids.Reason, isCritical: false, 0x02, 0x01, 0x01)))],
        },
        new("RFC 5280 5.3.1", "removeFromCRL stands in delta lists alone", view => view.Entries.All(entry => RevocationListView.ReasonOf(entry) != 8))
        {
            Applies = view => view.Entries.Count > 0 && !view.IsDelta,
            Breaks = [view => WithReason(view, 8)],
        },
    ];

    /// <summary>The number in an INTEGER.</summary>
    public static System.Numerics.BigInteger Number(DerNode integer) => new(integer.Content.Span, isBigEndian: true);

    private static bool IsTime(DerNode node) => node.Is(UniversalTagNumber.UtcTime) || node.Is(UniversalTagNumber.GeneralizedTime);

    private static DerNode[] Times(RevocationListView view) => [view.ThisUpdate, view.NextUpdate];

    private static byte[] Reason(byte reason) => ExtensionView.Encode(Oids.Reason, isCritical: false, 0x0A, 0x01, reason);

    private static byte[] WithReason(RevocationListView view, byte reason) => view.WithEntry(s_serial, 0x17, Past, DerEdit.Value(0x30, Reason(reason)));
}
