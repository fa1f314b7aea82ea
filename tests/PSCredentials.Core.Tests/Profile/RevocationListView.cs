namespace PSCredentials.Tests.Profile;

/// <summary>A revocation list as the rules look at it.</summary>
/// <param name="isDelta">Whether it is meant to be a delta list.</param>
/// <param name="der">The list.</param>
/// <param name="issuer">The certificate of who signed.</param>
internal sealed class RevocationListView(bool isDelta, ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> issuer) : IProfileView<RevocationListView>
{
    public ReadOnlyMemory<byte> Der { get; } = der;

    public bool IsDelta => isDelta;

    public CertificateView Issuer => new(CertificateKind.Authority, issuer, default);

    public DerNode Root { get; } = DerNode.Parse(der);

    public DerNode Tbs => Root[0];

    public DerNode ThisUpdate => Tbs[3];

    public DerNode NextUpdate => Tbs[4];

    /// <summary>The list of entries; null where it is left out.</summary>
    public DerNode? EntryList => Tbs.Children.Count > 5 && !Tbs[5].Tag.HasSameClassAndValue(new(System.Formats.Asn1.TagClass.ContextSpecific, 0)) ? Tbs[5] : null;

    public IReadOnlyList<DerNode> Entries => EntryList?.Children ?? [];

    /// <summary>The way to the Extensions SEQUENCE.</summary>
    public int[] ExtensionsPath => [0, Tbs.Children.Count - 1, 0];

    public IReadOnlyList<ExtensionView> Extensions => Tbs.Children[^1].IsContext(0) ? ExtensionView.ReadAll(Tbs.Children[^1][0]) : [];

    public RevocationListView Changed(byte[] changed) => new(isDelta, changed, issuer);

    public ExtensionView? Find(string type) => Extensions.FirstOrDefault(extension => extension.Type == type);

    /// <summary>The extensions of an entry.</summary>
    public static IReadOnlyList<ExtensionView> ExtensionsOf(DerNode entry) => entry.Children.Count > 2 ? ExtensionView.ReadAll(entry[2]) : [];

    /// <summary>The reason of an entry; null where it is left out.</summary>
    public static int? ReasonOf(DerNode entry) => ExtensionsOf(entry).FirstOrDefault(extension => extension.Type == Oids.Reason)?.Value.Content.Span[0];

    public byte[] With(string type, Func<DerNode, byte[]> change) =>
        DerEdit.At(Der, [.. ExtensionsPath, Extensions.TakeWhile(extension => extension.Type != type).Count()], change);

    public byte[] WithValue(string type, params byte[] value) =>
        DerEdit.ContentAt(Der, [.. ExtensionsPath, Extensions.TakeWhile(extension => extension.Type != type).Count(), -1], _ => value);

    public byte[] WithCriticality(string type, bool isCritical) => With(type, extension => DerEdit.Value(
        0x30, extension[0].Encoded.ToArray(), isCritical ? [0x01, 0x01, 0xFF] : [], extension.Children[^1].Encoded.ToArray()));

    public byte[] WithMore(byte[] extension) => DerEdit.AppendAt(Der, ExtensionsPath, extension);

    /// <summary>Puts an entry after the last, in a list that has some.</summary>
    public byte[] WithEntry(byte[] serial, byte tag, string time, params byte[][] extensions) => DerEdit.AppendAt(
        Der, [0, 5], DerEdit.Value(0x30, [DerEdit.Value(0x02, serial), DerEdit.Value(tag, System.Text.Encoding.ASCII.GetBytes(time)), .. extensions]));
}
