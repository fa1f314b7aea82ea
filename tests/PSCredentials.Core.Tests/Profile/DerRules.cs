using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>The distinguished encoding rules (X.690, 8 to 11), for every value of a thing and for what its OCTET STRINGs hold.</summary>
internal static class DerRules
{
    private static readonly Asn1Tag s_boolean = Asn1Tag.Boolean;

    public static readonly IReadOnlyList<ProfileRule<DerNode>> All =
    [
        Of("X.690 10.1", "lengths are definite and in the fewest octets", node => HasShortestLength(node.Head.Span))
            .With(root => [0x30, 0x80, .. root.Content.Span, 0, 0], root => [0x30, 0x84, 0, .. BigEndian(root.Content.Length), .. root.Content.Span]),
        Of("X.690 8.1.2.4", "tags are in the fewest octets", node => (node.Head.Span[0] & 0x1F) != 0x1F || (node.Head.Span[1] is not 0x80 && node.Tag.TagValue > 30))
            .With(root => Add(root, [0xBF, 0x05, 0x00])),
        Of("X.690 8.3.2", "an INTEGER is in the fewest octets, and in one at least", node => !node.Is(UniversalTagNumber.Integer) && !node.Is(UniversalTagNumber.Enumerated) || IsShortestInteger(node.Content.Span))
            .With(root => Add(root, [0x02, 0x02, 0x00, 0x01]), root => Add(root, [0x02, 0x02, 0xFF, 0x80]), root => Add(root, [0x02, 0x00]), root => Add(root, [0x0A, 0x02, 0x00, 0x01])),
        Of("X.690 11.1", "TRUE is FF", node => node.Tag != s_boolean || node.HasContent([0xFF]) || node.HasContent([0x00]))
            .With(root => Add(root, [0x01, 0x01, 0x01])),
        Of("X.690 10.2", "strings of octets, bits and characters are primitive", node => !IsString(node) || !node.Tag.IsConstructed)
            .With(root => Add(root, [0x24, 0x03, 0x04, 0x01, 0x41]), root => Add(root, [0x2C, 0x03, 0x0C, 0x01, 0x41])),
        Of("X.690 11.2.1", "the unused bits of a BIT STRING are 0 and no more than 7", HasCleanBits)
            .With(root => Add(root, [0x03, 0x02, 0x07, 0x81]), root => Add(root, [0x03, 0x02, 0x08, 0x80]), root => Add(root, [0x03, 0x00]), root => Add(root, [0x03, 0x01, 0x01])),
        Of("X.690 11.6", "the values of a SET OF are in ascending order", IsSortedSet)
            .With(root => Add(root, [0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01])),
        Of("X.690 8.8.2", "a NULL is empty", node => !node.Is(UniversalTagNumber.Null) || node.Content.IsEmpty)
            .With(root => Add(root, [0x05, 0x01, 0x00])),
        Of("X.690 8.19.2", "an object identifier is in the fewest octets, and in one at least", IsShortestOid)
            .With(root => Add(root, [0x06, 0x02, 0x80, 0x01]), root => Add(root, [0x06, 0x00]), root => Add(root, [0x06, 0x02, 0x55, 0x81])),
        Of("X.690 11.7", "a GeneralizedTime ends with Z and has seconds, and no zeros at the end of a fraction", node => !node.Is(UniversalTagNumber.GeneralizedTime) || IsDerTime(node.Content.Span, digits: 14))
            .With(root => Add(root, [0x18, 0x0D, .. "205001010000Z"u8]), root => Add(root, [0x18, 0x11, .. "20500101000000.0Z"u8]), root => Add(root, [0x18, 0x13, .. "20500101000000+0100"u8])),
        Of("X.690 11.8", "a UTCTime ends with Z and has seconds", node => !node.Is(UniversalTagNumber.UtcTime) || (IsDerTime(node.Content.Span, digits: 12) && node.Content.Length == 13))
            .With(root => Add(root, [0x17, 0x0B, .. "2601010000Z"u8]), root => Add(root, [0x17, 0x11, .. "260101000000+0100"u8])),
        Of("X.680 41", "characters are those of the type of string", HasItsCharacters)
            .With(root => Add(root, [0x13, 0x01, .. "@"u8]), root => Add(root, [0x16, 0x01, 0x80]), root => Add(root, [0x0C, 0x02, 0xC3, 0x28]), root => Add(root, [0x0C, 0x03, 0xED, 0xA0, 0x80])),
    ];

    private static ProfileRule<DerNode> Of(string clause, string demand, Func<DerNode, bool> holds) =>
        new(clause, demand, root => Everything(root).All(holds)) { Breaks = [] };

    private static ProfileRule<DerNode> With(this ProfileRule<DerNode> rule, params Func<DerNode, byte[]>[] breaks) => rule with { Breaks = breaks };

    // A last value more; what the whole means is of no concern here.
    private static byte[] Add(DerNode root, byte[] value) => DerEdit.AppendAt(root.Encoded, [], value);

    private static byte[] BigEndian(int length) => [(byte)(length >> 16), (byte)(length >> 8), (byte)length];

    // The OCTET STRING of an extension, or of an answer, comes after an object identifier and holds an encoding; that of a hash does not.
    private static IEnumerable<DerNode> Everything(DerNode node)
    {
        IEnumerable<DerNode> parts = node.Children.SelectMany(Everything).Prepend(node);
        return node.Children.Count > 1 && node[0].Is(UniversalTagNumber.ObjectIdentifier) && node.Children[^1] is { Tag.IsConstructed: false } last && last.Is(UniversalTagNumber.OctetString)
            ? parts.Concat(Everything(last.Inside))
            : parts;
    }

    private static bool HasShortestLength(ReadOnlySpan<byte> head)
    {
        int tagLength = (head[0] & 0x1F) == 0x1F ? 1 + head[1..].IndexOfAnyInRange((byte)0, (byte)0x7F) + 1 : 1;
        ReadOnlySpan<byte> length = head[tagLength..];
        return length.Length == 1 ? length[0] < 0x80 : length[0] == 0x80 + length.Length - 1 && (length.Length > 2 ? length[1] != 0 : length[1] >= 0x80);
    }

    private static bool IsShortestInteger(ReadOnlySpan<byte> value) =>
        value.Length == 1 || (value.Length > 1 && (value[0], value[1] & 0x80) is not ((0x00, 0x00) or (0xFF, 0x80)));

    private static bool IsString(DerNode node) => node.Tag.TagClass == TagClass.Universal && (UniversalTagNumber)node.Tag.TagValue is
        UniversalTagNumber.OctetString or UniversalTagNumber.BitString or UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
        or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.TeletexString;

    private static bool HasCleanBits(DerNode node)
    {
        if (!node.Is(UniversalTagNumber.BitString) || node.Tag.IsConstructed)
        {
            return true;
        }

        ReadOnlySpan<byte> bits = node.Content.Span;
        return bits.Length > 0 && bits[0] < 8 && (bits.Length == 1 ? bits[0] == 0 : (bits[^1] & ((1 << bits[0]) - 1)) == 0);
    }

    private static bool IsSortedSet(DerNode node) =>
        !node.Is(UniversalTagNumber.Set)
        || node.Children.Zip(node.Children.Skip(1)).All(pair => pair.First.Encoded.Span.SequenceCompareTo(pair.Second.Encoded.Span) < 0);

    private static bool IsShortestOid(DerNode node)
    {
        if (!node.Is(UniversalTagNumber.ObjectIdentifier))
        {
            return true;
        }

        ReadOnlySpan<byte> oid = node.Content.Span;
        bool isAtStart = true;
        foreach (byte octet in oid)
        {
            if (isAtStart && octet == 0x80)
            {
                return false;
            }

            isAtStart = octet < 0x80;
        }

        return oid.Length > 0 && isAtStart;
    }

    private static bool IsDerTime(ReadOnlySpan<byte> time, int digits)
    {
        if (time.Length <= digits || time[^1] != 'Z' || time[..digits].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        ReadOnlySpan<byte> fraction = time[digits..^1];
        return fraction.IsEmpty || (fraction.Length > 1 && fraction[0] == '.' && fraction[^1] != '0' && !fraction[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    private static bool HasItsCharacters(DerNode node)
    {
        ReadOnlySpan<byte> text = node.Content.Span;
        return node.Tag.TagClass != TagClass.Universal || (UniversalTagNumber)node.Tag.TagValue switch
        {
            UniversalTagNumber.PrintableString => !text.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?"u8),
            UniversalTagNumber.IA5String => !text.ContainsAnyInRange((byte)0x80, (byte)0xFF),
            UniversalTagNumber.UTF8String => System.Text.Unicode.Utf8.IsValid(text),
            _ => true,
        };
    }
}
