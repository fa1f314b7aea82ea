using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>Changes one place of an encoding, and the lengths of all that is around it.</summary>
internal static class DerEdit
{
    /// <summary>A value of a tag and its contents.</summary>
    public static byte[] Value(byte tag, params byte[][] contents)
    {
        byte[] content = [.. contents.SelectMany(part => part)];
        return [tag, .. Length(content.Length), .. content];
    }

    /// <summary>Replaces a value by any number of values.</summary>
    /// <param name="der">The whole.</param>
    /// <param name="path">The way to it: the number of the child at each step. It leads through OCTET STRINGs too.</param>
    /// <param name="change">What to put there, encoded; nothing to leave it out.</param>
    public static byte[] At(ReadOnlyMemory<byte> der, IReadOnlyList<int> path, Func<DerNode, byte[]> change) => Change(DerNode.Parse(der), path, 0, change);

    /// <summary>Replaces the content of a value.</summary>
    public static byte[] ContentAt(ReadOnlyMemory<byte> der, IReadOnlyList<int> path, Func<byte[], byte[]> change) =>
        At(der, path, node => Value(node.Encoded.Span[0], change(node.Content.ToArray())));

    /// <summary>Puts other values after the last of a constructed value.</summary>
    public static byte[] AppendAt(ReadOnlyMemory<byte> der, IReadOnlyList<int> path, params byte[][] values) =>
        ContentAt(der, path, content => [.. content, .. values.SelectMany(value => value)]);

    private static byte[] Change(DerNode node, IReadOnlyList<int> path, int depth, Func<DerNode, byte[]> change)
    {
        if (depth == path.Count)
        {
            return change(node);
        }

        IReadOnlyList<DerNode> children = node.Tag.IsConstructed ? node.Children : [node.Inside];
        int at = path[depth] >= 0 ? path[depth] : children.Count + path[depth];
        return Value(node.Encoded.Span[0], [.. children.Select((child, i) => i == at ? Change(child, path, depth + 1, change) : child.Encoded.ToArray())]);
    }

    private static byte[] Length(int length) => length switch
    {
        < 0x80 => [(byte)length],
        < 0x100 => [0x81, (byte)length],
        < 0x10000 => [0x82, (byte)(length >> 8), (byte)length],
        _ => [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };
}
