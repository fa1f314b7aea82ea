using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PSCredentials.Tests.Profile;

/// <summary>A certificate as the rules look at it.</summary>
/// <param name="kind">What it is meant to be.</param>
/// <param name="der">The certificate.</param>
/// <param name="issuer">The certificate of who signed; empty for a root.</param>
internal sealed class CertificateView(CertificateKind kind, ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> issuer) : IProfileView<CertificateView>
{
    /// <summary>The way to the Extensions SEQUENCE.</summary>
    public static readonly int[] ExtensionsPath = [0, 7, 0];

    public ReadOnlyMemory<byte> Der { get; } = der;

    /// <summary>The certificate of who signed; its own for a root.</summary>
    public CertificateView Issuer => issuer.IsEmpty ? this : new CertificateView(CertificateKind.Authority, issuer, default);

    public bool IsRoot => issuer.IsEmpty;

    public DerNode Root { get; } = DerNode.Parse(der);

    public DerNode Tbs => Root[0];

    public DerNode Algorithm => Root[1];

    public DerNode Signature => Root[2];

    public DerNode SerialNumber => Tbs[1];

    public DerNode IssuerName => Tbs[3];

    public DerNode NotBefore => Tbs[4][0];

    public DerNode NotAfter => Tbs[4][1];

    public DerNode Subject => Tbs[5];

    public DerNode PublicKeyInfo => Tbs[6];

    public DerNode ExtensionList => Tbs[7][0];

    public IReadOnlyList<ExtensionView> Extensions => ExtensionView.ReadAll(ExtensionList);

    public bool IsAuthority => kind == CertificateKind.Authority;

    public bool IsOcspSigner => kind == CertificateKind.OcspSigner;

    public bool IsClient => kind == CertificateKind.Client;

    public IReadOnlyList<string> Purposes => Find(Oids.ExtendedKeyUsage)?.Value.Children.Select(purpose => purpose.ReadOid()).ToList() ?? [];

    /// <summary>The bits of the key usage, digitalSignature first.</summary>
    public IReadOnlyList<bool> Usages => Find(Oids.KeyUsage)?.Value is { } bits
        ? [.. bits.Content[1..].ToArray().SelectMany(octet => Enumerable.Range(0, 8).Select(bit => (octet & (0x80 >> bit)) != 0)).Concat(new bool[9])]
        : new bool[9];

    public byte[] PublicKey => PublicKeyInfo[1].Content[1..].ToArray();

    public byte[]? SubjectKeyIdentifier => Find(Oids.SubjectKeyIdentifier)?.Value.Content.ToArray();

    public IEnumerable<DerNode> AlternativeNames => Find(Oids.SubjectAlternativeName)?.Value.Children ?? [];

    public CertificateView Changed(byte[] changed) => new(kind, changed, issuer);

    public ExtensionView? Find(string type) => Extensions.FirstOrDefault(extension => extension.Type == type);

    /// <summary>The attributes of a name: type and value.</summary>
    public static IEnumerable<(string Type, DerNode Value)> Attributes(DerNode name) =>
        name.Children.SelectMany(part => part.Children).Select(attribute => (attribute[0].ReadOid(), attribute[1]));

    /// <summary>Whether this certificate's key made a signature.</summary>
    public bool Signed(DerNode signed, DerNode algorithm, DerNode signature)
    {
        (HashAlgorithmName hash, bool isRsa)? kind = algorithm[0].ReadOid() switch
        {
            Oids.EcdsaWithSha256 => (HashAlgorithmName.SHA256, false),
            Oids.EcdsaWithSha384 => (HashAlgorithmName.SHA384, false),
            Oids.Sha256WithRsa => (HashAlgorithmName.SHA256, true),
            _ => null,
        };
        if (kind is not { } known || known.isRsa != (PublicKeyInfo[0][0].ReadOid() == Oids.RsaKey))
        {
            return false;
        }

        ReadOnlySpan<byte> octets = signature.Content.Span[1..];
        if (known.isRsa)
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(PublicKeyInfo.Encoded.Span, out _);
            return rsa.VerifyData(signed.Encoded.Span, octets, known.hash, RSASignaturePadding.Pkcs1);
        }

        using var curve = ECDsa.Create();
        curve.ImportSubjectPublicKeyInfo(PublicKeyInfo.Encoded.Span, out _);
        return curve.VerifyData(signed.Encoded.Span, octets, known.hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Changes one extension; nothing in its place leaves it out.</summary>
    public byte[] With(string type, Func<DerNode, byte[]> change) => DerEdit.At(Der, [.. ExtensionsPath, IndexOf(type)], change);

    /// <summary>Puts another value into an extension.</summary>
    public byte[] WithValue(string type, params byte[] value) => DerEdit.ContentAt(Der, [.. ExtensionsPath, IndexOf(type), -1], _ => value);

    /// <summary>Puts an extension after the last.</summary>
    public byte[] WithMore(byte[] extension) => DerEdit.AppendAt(Der, ExtensionsPath, extension);

    /// <summary>Makes an extension critical, or no longer so.</summary>
    public byte[] WithCriticality(string type, bool isCritical) => With(type, extension => DerEdit.Value(
        0x30, extension[0].Encoded.ToArray(), isCritical ? [0x01, 0x01, 0xFF] : [], extension.Children[^1].Encoded.ToArray()));

    private int IndexOf(string type) => Extensions.TakeWhile(extension => extension.Type != type).Count();
}
