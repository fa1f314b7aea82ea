using System.Formats.Asn1;
using PSCredentials.Tests.Profile;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>
/// Damages an encoding with knowledge of what it is: a value somewhere in it is changed and the lengths around it put right, so that the damage is met deep inside; or
/// octets are changed where they stand.
/// </summary>
internal static class DerMutation
{
    private static readonly byte[][] s_integers =
    [
        [], [0x00], [0xFF], [0x80], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], [0x00, 0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x01, 0, 0, 0, 0, 0, 0, 0, 0], [.. Enumerable.Repeat((byte)0x7F, 500)], [0x00, 0x00, 0x01], [0x00, 0x98, 0x96, 0x80],
    ];

    private static readonly byte[] s_tags = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0C, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1E, 0x1F, 0x23, 0x24, 0x30, 0x31, 0x80, 0x81, 0xA0, 0xA1, 0xBF, 0x00];

    /// <summary>Damages an encoding once to three times.</summary>
    public static byte[] Mutate(byte[] der, Random random)
    {
        byte[] mutated = der;
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            mutated = random.Next(3) == 0 || TryParse(mutated) is not { } root ? Octets(mutated, random) : Structure(mutated, root, random);
        }

        return mutated;
    }

    /// <summary>Damages octets where they stand.</summary>
    public static byte[] Octets(byte[] octets, Random random)
    {
        if (octets.Length == 0)
        {
            return [(byte)random.Next(256)];
        }

        int at = random.Next(octets.Length);
        int length = random.Next(1, Math.Min(40, octets.Length - at + 1));
        return random.Next(6) switch
        {
            0 => octets[..at],
            1 => [.. octets[..at], .. octets[(at + length)..]],
            2 => [.. octets[..at], .. octets.AsSpan(at, length), .. octets[at..]],
            3 => [.. octets[..at], (byte)random.Next(256), .. octets[at..]],
            4 => [.. octets[..at], (byte)(octets[at] ^ (1 << random.Next(8))), .. octets[(at + 1)..]],
            _ => [.. octets[..at], (byte)random.Next(256), .. octets[(at + 1)..]],
        };
    }

    private static byte[] Structure(byte[] der, DerNode root, Random random)
    {
        List<int> path = [];
        DerNode node = root;
        while (Children(node) is { Count: > 0 } children && random.Next(5) != 0)
        {
            int next = random.Next(children.Count);
            path.Add(next);
            node = children[next];
        }

        return DerEdit.At(der, path, value => Change(value, random));
    }

    private static byte[] Change(DerNode node, Random random)
    {
        byte[] encoded = node.Encoded.ToArray();
        byte[] content = node.Content.ToArray();
        byte tag = encoded[0];
        IReadOnlyList<DerNode> children = SafeChildren(node);
        switch (random.Next(16))
        {
            case 0:
                return [];
            case 1:
                return [.. encoded, .. encoded];
            case 2:
                return DerEdit.Value(s_tags[random.Next(s_tags.Length)], content);
            case 3:
                return DerEdit.Value(tag, content[..random.Next(content.Length + 1)]);
            case 4:
                return DerEdit.Value(tag, s_integers[random.Next(s_integers.Length)]);
            case 5:
                return [tag, 0x80, .. content, 0, 0];
            case 6:
                return [tag, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, .. content];
            case 7:
                return [tag, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. content];
            case 8:
                return [tag, 0x84, 0, (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content];
            case 9:
                return Nest(encoded, tag, random.Next(1, 60));
            case 10:
                return DerEdit.Value(tag, new byte[random.Next(1, 20_000)]);
            case 11:
                byte[] noise = new byte[random.Next(1, 64)];
                random.NextBytes(noise);
                return DerEdit.Value(tag, noise);
            case 12 when children.Count > 1:
                int from = random.Next(children.Count);
                int to = random.Next(children.Count);
                return DerEdit.Value(tag, [.. children.Select((child, i) => children[i == from ? to : i == to ? from : i].Encoded.ToArray())]);
            case 13 when children.Count > 0:
                byte[] again = children[random.Next(children.Count)].Encoded.ToArray();
                return DerEdit.Value(tag, content, [.. Enumerable.Repeat(again, random.Next(1, 200)).SelectMany(child => child)]);
            case 14:
                return DerEdit.Value(tag, Octets(content, random));
            default:
                return [tag, (byte)random.Next(256), .. content];
        }
    }

    private static byte[] Nest(byte[] encoded, byte tag, int depth)
    {
        byte[] nested = encoded;
        for (int i = 0; i < depth; i++)
        {
            nested = DerEdit.Value((byte)(i % 2 == 0 ? 0x30 : tag | 0x20), nested);
        }

        return nested;
    }

    private static IReadOnlyList<DerNode> Children(DerNode node) =>
        node.Tag.IsConstructed ? SafeChildren(node) : node.Is(UniversalTagNumber.OctetString) && TryParse(node.Content) is { } inside ? [inside] : [];

    private static IReadOnlyList<DerNode> SafeChildren(DerNode node)
    {
        try
        {
            return node.Children;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private static DerNode? TryParse(ReadOnlyMemory<byte> octets)
    {
        try
        {
            return octets.IsEmpty ? null : DerNode.Parse(octets);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
