namespace PSCredentials.Tests.Profile;

/// <summary>A status answer (OCSP) as the rules look at it, beside the question it answers.</summary>
/// <param name="der">The answer.</param>
/// <param name="question">The question.</param>
/// <param name="issuer">The certificate of the authority whose certificates are asked about.</param>
internal sealed class StatusAnswerView(ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> question, ReadOnlyMemory<byte> issuer) : IProfileView<StatusAnswerView>
{
    /// <summary>The way to the BasicOCSPResponse, through its OCTET STRING.</summary>
    public static readonly int[] BasicPath = [1, 0, 1, 0];

    /// <summary>The way to the ResponseData.</summary>
    public static readonly int[] DataPath = [.. BasicPath, 0];

    /// <summary>The way to the first SingleResponse.</summary>
    public static readonly int[] FirstPath = [.. DataPath, 2, 0];

    public ReadOnlyMemory<byte> Der { get; } = der;

    public CertificateView Issuer => new(CertificateKind.Authority, issuer, default);

    public DerNode Root { get; } = DerNode.Parse(der);

    public DerNode Status => Root[0];

    /// <summary>Whether there is an answer, and not a word on why there is none.</summary>
    public bool IsSuccessful => Status.HasContent([0]);

    public DerNode Basic => Root[1][0][1].Inside;

    public DerNode Data => Basic[0];

    public DerNode Responder => Data[0];

    public DerNode ProducedAt => Data[1];

    public IReadOnlyList<DerNode> Singles => Data[2].Children;

    public IReadOnlyList<ExtensionView> Extensions => Data.Children.Count > 3 ? ExtensionView.ReadAll(Data[3][0]) : [];

    /// <summary>The certificate of who signed.</summary>
    public CertificateView Signer => new(CertificateKind.OcspSigner, Basic[3][0][0].Encoded, issuer);

    public DerNode Question => DerNode.Parse(question);

    /// <summary>The CertIDs of the question.</summary>
    public IReadOnlyList<DerNode> Asked => [.. Question[0].Children.First(part => part.Is(System.Formats.Asn1.UniversalTagNumber.Sequence)).Children.Select(request => request[0])];

    /// <summary>The nonce of the question.</summary>
    public ExtensionView? AskedNonce => Question[0].Children.FirstOrDefault(part => part.IsContext(2)) is { } extensions
        ? ExtensionView.ReadAll(extensions[0]).FirstOrDefault(extension => extension.Type == Oids.Nonce)
        : null;

    public ExtensionView? Nonce => Extensions.FirstOrDefault(extension => extension.Type == Oids.Nonce);

    public StatusAnswerView Changed(byte[] changed) => new(changed, question, issuer);
}
