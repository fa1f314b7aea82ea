using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>One value of an encoding with all that is in it, taken apart by its octets alone, so that what is wrong with it can still be looked at.</summary>
internal sealed class DerNode : IProfileView<DerNode>
{
    private IReadOnlyList<DerNode>? _children;

    private DerNode(Asn1Tag tag, ReadOnlyMemory<byte> encoded, int contentOffset, int contentLength)
    {
        Tag = tag;
        Encoded = encoded;
        Content = encoded.Slice(contentOffset, contentLength);
        Head = encoded[..contentOffset];
    }

    public Asn1Tag Tag { get; }

    public ReadOnlyMemory<byte> Encoded { get; }

    ReadOnlyMemory<byte> IProfileView<DerNode>.Der => Encoded;

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Tag and length.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>What is in a constructed value.</summary>
    public IReadOnlyList<DerNode> Children => _children ??= Tag.IsConstructed ? ReadAll(Content) : [];

    /// <summary>What is encoded inside an OCTET STRING.</summary>
    public DerNode Inside => Parse(Content);

    public DerNode this[int index] => Children.Count > index ? Children[index] : throw new AsnContentException($"There is no part {index} in {Tag}.");

    public static DerNode Parse(ReadOnlyMemory<byte> der)
    {
        IReadOnlyList<DerNode> all = ReadAll(der);
        return all.Count == 1 ? all[0] : throw new AsnContentException($"There are {all.Count} values instead of one.");
    }

    public DerNode Changed(byte[] changed) => Parse(changed);

    public bool Is(UniversalTagNumber tag) => Tag.TagClass == TagClass.Universal && Tag.TagValue == (int)tag;

    public bool IsContext(int tag) => Tag.TagClass == TagClass.ContextSpecific && Tag.TagValue == tag;

    public bool HasContent(ReadOnlySpan<byte> octets) => Content.Span.SequenceEqual(octets);

    public bool IsSameAs(DerNode other) => Encoded.Span.SequenceEqual(other.Encoded.Span);

    public string ReadOid() => AsnDecoder.ReadObjectIdentifier(Encoded.Span, AsnEncodingRules.BER, out _);

    /// <summary>A UTCTime (through 2049) or GeneralizedTime.</summary>
    public DateTimeOffset ReadTime() => Is(UniversalTagNumber.UtcTime)
        ? AsnDecoder.ReadUtcTime(Encoded.Span, AsnEncodingRules.BER, out _, twoDigitYearMax: 2049)
        : AsnDecoder.ReadGeneralizedTime(Encoded.Span, AsnEncodingRules.BER, out _);

    /// <summary>Every value of the tree, itself first; what is inside OCTET STRINGs is not looked into.</summary>
    public IEnumerable<DerNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    private static List<DerNode> ReadAll(ReadOnlyMemory<byte> octets)
    {
        var nodes = new List<DerNode>();
        while (!octets.IsEmpty)
        {
            Asn1Tag tag = AsnDecoder.ReadEncodedValue(octets.Span, AsnEncodingRules.BER, out int contentOffset, out int contentLength, out int consumed);
            nodes.Add(new DerNode(tag, octets[..consumed], contentOffset, contentLength));
            octets = octets[consumed..];
        }

        return nodes;
    }
}
