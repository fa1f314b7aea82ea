using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Tests.Profile;

/// <summary>A vault that lives through everything that a certificate can, and keeps what it was given.</summary>
internal sealed class SpecimenVault : IAsyncDisposable
{
    private readonly SampleVault _vault;
    private readonly KeyAlgorithm[] _keys;
    private readonly CertificateView _authority;

    // Bundles are slow on purpose, and the certificate in one is no other: most of them are for a key of the owner's.
    private readonly byte[] _ownKey = MakeRequest(ECCurve.NamedCurves.nistP256);

    private SpecimenVault(SampleVault vault, KeyAlgorithm[] keys, CertificateView authority)
    {
        _vault = vault;
        _keys = keys;
        _authority = authority;
    }

    public List<(string Name, CertificateView View)> Certificates { get; } = [];

    public List<(string Name, RevocationListView View)> Lists { get; } = [];

    public List<(string Name, StatusAnswerView View)> Answers { get; } = [];

    public List<(string Name, StatusAnswerView View)> Errors { get; } = [];

    public static async Task<SpecimenVault> OpenAsync(DateTimeOffset now, CertificateAuthoritySource? source, KeyAlgorithm[] keys)
    {
        SampleVault vault = SampleVault.None();
        vault.Clock.Set(now);
        await vault.OpenAgainAsync(vault.Options with { CertificateAuthority = source });
        string pem = (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityPem!;
        IReadOnlyList<byte[]> chain = ReadPem(pem);
        return new SpecimenVault(vault, keys, new CertificateView(CertificateKind.Authority, chain[0], chain.Count > 1 ? chain[1] : default));
    }

    public async Task CollectAsync()
    {
        Certificates.Add(("the authority", _authority));
        await IssueAllAsync();
        await ListAsync("empty list", isDelta: false);
        await EndAllAsync();
        await CollectErrorsAsync();
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    private static byte[] MakeRequest(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return new CertificateRequest("CN=not taken", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    private static IReadOnlyList<byte[]> ReadPem(string pem)
    {
        X509Certificate2Collection read = [];
        read.ImportFromPem(pem);
        return [.. read.Select(certificate => certificate.RawData)];
    }

    private async Task IssueAllAsync()
    {
        foreach (KeyAlgorithm key in _keys)
        {
            await IssueAsync($"key-{key}", request => request with { CertificateRequest = default, KeyAlgorithm = key, Password = BundlePassword.Generate });
        }

        await IssueAsync("from-a-request", request => request with { CertificateRequest = MakeRequest(ECCurve.NamedCurves.nistP384) });
        await IssueAsync("service-with-names", request => request with
        {
            Type = CredentialType.ServiceApiCertificate,
            SubjectAlternativeName = ["email:ada.o'neill+ci@mail.example.com", "email:\"a.b\"@[192.0.2.1]", "URI:spiffe://example.com/ci?x=%20#y", "URI:https://[2001:db8::1]:8443/a", "URI:mailto:x@example.com"],
        });
        await IssueAsync("Zoë 名前 😀 служба", request => request);
        await IssueAsync(new string('n', 64), request => request);
        await IssueAsync(new string('ñ', 64), request => request);
        await IssueAsync(new string('n', 300), request => request);
        await IssueAsync("one-second", request => request with { Expiry = Expiry.In(TimeSpan.FromSeconds(1)) });
        await IssueAsync("two-years", request => request with { Expiry = Expiry.In(TimeSpan.FromDays(730)) });
        var target = new KubeConfigTarget { Server = new Uri("https://k8s.example.com:6443") };
        await IssueAsync("with-groups", request => request with
        {
            Type = CredentialType.ServiceKubeConfig, CertificateRequest = default, Target = target, UserGroup = ["viewers", "Gruppe Ä", "system:masters", new string('g', 64)],
        });
        await IssueAsync("of-an-owner", request => request with { Type = CredentialType.KubeConfig, CertificateRequest = default, Target = target });
        await _vault.Authority.Revocation.SetAddressAsync(new Uri("http://pki.example.com:8080/ca one/"), CancellationToken.None);
        await IssueAsync("with-an-address", request => request);
        await _vault.Authority.Revocation.SetAddressAsync(null, CancellationToken.None);
    }

    private async Task<ApiCredential> IssueAsync(string name, Func<ApiCredentialRequest, ApiCredentialRequest> change)
    {
        IssuedApiCredential issued = await _vault.IssueAsync(change(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiCertificate, CertificateRequest = _ownKey }));
        Keep(name, issued);
        return issued;
    }

    private void Keep(string name, IssuedApiCredential issued) =>
        Certificates.Add((name, new CertificateView(CertificateKind.Client, issued.GetCertificate(), _authority.Der)));

    // Each way to end, a full list, each way again, and a delta list; the states are asked for in between.
    private async Task EndAllAsync()
    {
        RevocationReason[] reasons = Enum.GetValues<RevocationReason>();
        await EndAsync("first", reasons);
        await AskAllAsync("after the first");
        await ListAsync("full list", isDelta: false);
        _vault.Clock.Advance(TimeSpan.FromHours(1));
        await EndAsync("second", reasons);
        foreach (ApiCredential held in await _vault.ListAsync(new ApiCredentialQuery { Name = ["first-held"] }))
        {
            await _vault.Credentials.EnableAsync(CredentialReference.ById(held.Id), CancellationToken.None);
        }

        await ListAsync("delta list", isDelta: true);
        await ListAsync("full list after it", isDelta: false);
        await ListAsync("delta list of nothing", isDelta: true);
    }

    private async Task EndAsync(string turn, RevocationReason[] reasons)
    {
        foreach (RevocationReason reason in reasons)
        {
            ApiCredential revoked = await IssueAsync($"{turn}-{reason}", request => request);
            await _vault.Credentials.RevokeAsync(CredentialReference.ById(revoked.Id), reason, CancellationToken.None);
        }

        ApiCredential held = await IssueAsync($"{turn}-held", request => request);
        await _vault.Credentials.DisableAsync(CredentialReference.ById(held.Id), CancellationToken.None);
        ApiCredential removed = await IssueAsync($"{turn}-removed", request => request);
        await _vault.Credentials.RemoveAsync(CredentialReference.ById(removed.Id), CancellationToken.None);
        ApiCredential rotated = await IssueAsync($"{turn}-rotated", request => request);
        Keep($"{turn}-successor", await _vault.Credentials.RotateAsync(
            CredentialReference.ById(rotated.Id), new RotationRequest { CertificateRequest = _ownKey }, CancellationToken.None));
    }

    private async Task AskAllAsync(string when)
    {
        List<byte[]> serials = [.. Certificates.Where(part => part.View.IsClient).Select(part => part.View.SerialNumber.Content.ToArray()), [0x12, 0x34]];
        foreach (byte[] serial in serials)
        {
            await AskAsync($"answer {when} for {Convert.ToHexString(serial)}", StatusQuestion.Create(_authority, [serial]));
        }

        byte[] some = serials[0];
        await AskAsync("answer with a nonce", StatusQuestion.Create(_authority, [some], nonce: [.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        await AskAsync("answer with the shortest nonce", StatusQuestion.Create(_authority, [some], nonce: [7]));
        await AskAsync("answer with the longest nonce", StatusQuestion.Create(_authority, [some], nonce: new byte[128]));
        await AskAsync("answer by SHA-256", StatusQuestion.Create(_authority, [some], sha256: true));
        await AskAsync("answer for many", StatusQuestion.Create(_authority, serials.Take(20), nonce: new byte[16]));
        Certificates.Add((when + ": the signer of answers", Answers[^1].View.Signer));
    }

    private async Task AskAsync(string name, byte[] question) => Answers.Add((name, await AnswerAsync(question)));

    private async Task<StatusAnswerView> AnswerAsync(byte[] question) =>
        new(await _vault.Authority.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None), question, _authority.Der);

    private async Task ListAsync(string name, bool isDelta)
    {
        RevocationList list = await _vault.Authority.Revocation.IssueListAsync(new RevocationListRequest { IsDelta = isDelta }, CancellationToken.None);
        Lists.Add((name, new RevocationListView(isDelta, list.Der, _authority.Der)));
    }

    private async Task CollectErrorsAsync()
    {
        byte[] afterNonce = DerEdit.At(
            StatusQuestion.Create(_authority, [[1]], nonce: [7]), [0, 1, 0, 0, -1], _ => DerEdit.Value(0x04, [0x04, 0x01, 0x07, 0x05, 0x00]));
        Errors.Add(("malformed", await AnswerAsync([0x30, 0x00])));
        Errors.Add(("something after the nonce", await AnswerAsync(afterNonce)));
        Errors.Add(("unauthorized", new StatusAnswerView(PSCredentials.Pki.OcspResponse.Unauthorized, default, _authority.Der)));
        Errors.Add(("try later", new StatusAnswerView(PSCredentials.Pki.OcspResponse.TryLater, default, _authority.Der)));
    }
}
