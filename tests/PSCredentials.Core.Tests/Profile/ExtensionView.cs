using System.Formats.Asn1;

namespace PSCredentials.Tests.Profile;

/// <summary>An extension of a certificate, a list or an answer (RFC 5280, 4.1).</summary>
internal sealed record ExtensionView(string Type, DerNode? Critical, DerNode Octets)
{
    public bool IsCritical => Critical is { } flag && flag.HasContent([0xFF]);

    public DerNode Value => Octets.Inside;

    public static IReadOnlyList<ExtensionView> ReadAll(DerNode list) => [.. list.Children.Select(Read)];

    /// <summary>Encodes one.</summary>
    public static byte[] Encode(string type, bool isCritical, params byte[] value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(type);
        return DerEdit.Value(0x30, writer.Encode(), isCritical ? [0x01, 0x01, 0xFF] : [], DerEdit.Value(0x04, value));
    }

    private static ExtensionView Read(DerNode extension) => new(
        extension[0].ReadOid(),
        extension.Children.Count == 3 ? extension[1] : null,
        extension[extension.Children.Count - 1]);
}
