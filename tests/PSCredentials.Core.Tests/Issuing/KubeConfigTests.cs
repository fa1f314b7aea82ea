using System.Security.Cryptography.X509Certificates;
using System.Text;
using PSCredentials.Storage;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.Tests.Issuing;

public sealed class KubeConfigTests
{
    private static readonly Uri Server = new("https://cluster.example:6443");

    private static ApiCredentialRequest Request(CredentialType type, KubeConfigTarget? target) =>
        new() { Name = "sample-kubeconfig", Type = type, Target = target };

    [Theory]
    [InlineData(CredentialType.KubeConfig, false)]
    [InlineData(CredentialType.ServiceKubeConfig, true)]
    public async Task A_kubeconfig_points_at_the_registered_cluster(CredentialType type, bool isService)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        string pem = (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityPem!;
        await vault.Authority.Clusters.RegisterAsync("East", Server, pem, CancellationToken.None);

        IssuedApiCredential issued = await vault.IssueAsync(
            Request(type, new KubeConfigTarget { ClusterName = ["east"], ClusterNamespace = "apps" }) with { UserGroup = isService ? ["dev", "ops"] : [] });
        YamlMappingNode document = Parse(issued.GetKubeConfig());

        Assert.Equal("https://cluster.example:6443", Text(document, "clusters", 0, "cluster", "server"));
        Assert.Equal(pem, Decoded(document, "clusters", 0, "cluster", "certificate-authority-data"));
        Assert.Equal("apps", Text(document, "contexts", 0, "context", "namespace"));
        var certificate = X509Certificate2.CreateFromPem(
            Decoded(document, "users", 0, "user", "client-certificate-data"), Decoded(document, "users", 0, "user", "client-key-data"));
        Assert.True(certificate.HasPrivateKey);
        Assert.Equal(issued.SerialNumber, certificate.SerialNumber);
        Assert.Equal(isService ? "CN=sample-kubeconfig, O=ops, O=dev" : "CN=tester", certificate.Subject);
        Assert.Equal(["East"], issued.ClusterName);
        Assert.Equal("apps", issued.ClusterNamespace);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(issued)).Reason);
        Assert.Throws<CredentialException>(issued.GetPkcs12);
    }

    [Theory]
    [InlineData(CredentialType.SiteGlobalKubeConfig)]
    [InlineData(CredentialType.ServiceSiteGlobalKubeConfig)]
    public async Task A_site_kubeconfig_points_at_the_cluster_of_its_site(CredentialType type)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("paris", Server, null, CancellationToken.None);

        IssuedApiCredential issued = await vault.IssueAsync(Request(type, new KubeConfigTarget { SiteName = "paris" }));

        Assert.Equal("https://cluster.example:6443", Text(Parse(issued.GetKubeConfig()), "clusters", 0, "cluster", "server"));
        Assert.Equal("paris", (await vault.GetAsync("sample-kubeconfig")).SiteName);
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.IssueAsync(Request(type, new KubeConfigTarget { Server = Server })));
        await Refusal.OfAsync(CredentialErrors.ClusterRequired, () => vault.IssueAsync(Request(type, new KubeConfigTarget { SiteName = "rome" })));
    }

    [Fact]
    public async Task A_server_given_outright_needs_no_cluster()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        IssuedApiCredential issued = await vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { Server = Server }));

        Assert.Equal("https://cluster.example:6443", Text(Parse(issued.GetKubeConfig()), "clusters", 0, "cluster", "server"));
        Assert.Empty(issued.ClusterName);
    }

    [Fact]
    public async Task A_rotation_of_the_certificate_alone_needs_no_cluster_and_keeps_what_is_known()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("East", Server, null, CancellationToken.None);
        IssuedApiCredential registered = await vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["east"], ClusterNamespace = "apps" }));
        IssuedApiCredential outright = await vault.IssueAsync(
            Request(CredentialType.ServiceSiteGlobalKubeConfig, new KubeConfigTarget { Server = Server, SiteName = "paris" }) with { Name = "site-kubeconfig" });
        await vault.Authority.Clusters.UnregisterAsync("East", CancellationToken.None);

        foreach (IssuedApiCredential before in new[] { registered, outright })
        {
            IssuedApiCredential rotated = await vault.Credentials.RotateAsync(
                CredentialReference.ById(before.Id), new RotationRequest { CertificateOnly = true }, CancellationToken.None);

            Assert.Throws<CredentialException>(rotated.GetKubeConfig);
            Assert.True(X509Certificate2.CreateFromPem(rotated.GetCertificatePem(), rotated.GetPrivateKeyPem()).HasPrivateKey);
            Assert.NotEqual(before.SerialNumber, rotated.SerialNumber);
            Assert.Equal(before.ClusterName, rotated.ClusterName);
            Assert.Equal((before.ClusterNamespace, before.SiteName, before.ExpiresAt), (rotated.ClusterNamespace, rotated.SiteName, rotated.ExpiresAt));
            Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(rotated)).Reason);
        }

        IssuedApiCredential token = await vault.IssueAsync(new ApiCredentialRequest { Name = "sample-token", Type = CredentialType.ApiToken });
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.Credentials.RotateAsync(CredentialReference.ById(token.Id), new RotationRequest { CertificateOnly = true }, CancellationToken.None));
    }

    [Fact]
    public async Task Without_cluster_and_server_there_is_a_clear_error()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        await Refusal.OfAsync(CredentialErrors.ClusterRequired, () => vault.IssueAsync(Request(CredentialType.KubeConfig, null)));
        await Refusal.OfAsync(CredentialErrors.ClusterRequired, () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget())));
        await Refusal.OfAsync(
            CredentialErrors.NotFound, () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["nowhere"] })));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["east"], Server = Server })));
        Assert.Empty(await vault.ListAsync());
    }

    [Theory]
    [InlineData("http://cluster.example")]
    [InlineData("https://user:secret@cluster.example")]
    [InlineData("https://cluster.example/?a=b")]
    public async Task A_server_is_an_https_address_without_user_or_query(string server)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { Server = new Uri(server) })));

        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_a_certificate_is_refused_by_name()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var target = new KubeConfigTarget { Server = Server };
        var tooLong = new string('x', 65);

        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.IssueAsync(Request(CredentialType.KubeConfig, target) with { Owner = tooLong }));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.IssueAsync(Request(CredentialType.ServiceKubeConfig, target) with { Name = tooLong }));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.IssueAsync(Request(CredentialType.ServiceKubeConfig, target) with { UserGroup = [tooLong] }));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.IssueAsync(Request(CredentialType.KubeConfig, target with { ClusterNamespace = "line\nbreak" })));
        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task A_rotated_kubeconfig_points_where_the_old_one_did()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("east", Server, null, CancellationToken.None);
        IssuedApiCredential old = await vault.IssueAsync(
            Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["east"], ClusterNamespace = "apps" }));
        CredentialReference reference = CredentialReference.ById(old.Id);

        IssuedApiCredential fresh = await vault.Credentials.RotateAsync(
            reference, new RotationRequest { GracePeriod = TimeSpan.FromHours(1) }, CancellationToken.None);

        Assert.Equal("apps", Text(Parse(fresh.GetKubeConfig()), "contexts", 0, "context", "namespace"));
        Assert.NotEqual(old.SerialNumber, fresh.SerialNumber);
        Assert.Equal(fresh.SerialNumber, (await vault.GetAsync(old.Name)).SerialNumber);
        Assert.True((await vault.VerifyAsync(old)).IsValid);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
        await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Credentials.RotateAsync(
            reference, new RotationRequest { Target = new KubeConfigTarget { ClusterNamespace = "line\nbreak" } }, CancellationToken.None));

        vault.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(VerificationReason.Expired, (await vault.VerifyAsync(old)).Reason);
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);

        await vault.Authority.Clusters.UnregisterAsync("EAST", CancellationToken.None);
        await Refusal.OfAsync(CredentialErrors.NotFound, () => vault.Credentials.RotateAsync(reference, new RotationRequest(), CancellationToken.None));
        Assert.True((await vault.VerifyAsync(fresh)).IsValid);
    }

    [Fact]
    public async Task One_user_reaches_several_clusters_and_the_first_one_is_current()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        foreach (string name in new[] { "East", "West", "north" })
        {
            await vault.Authority.Clusters.RegisterAsync(name, new Uri($"https://{name}.example:6443"), null, CancellationToken.None);
        }

        IssuedApiCredential old = await vault.IssueAsync(
            Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["west", "EAST", "West"], ClusterNamespace = "default" }));
        Assert.Equal(["West", "East"], old.ClusterName);
        IssuedApiCredential fresh = await vault.Credentials.RotateAsync(CredentialReference.ById(old.Id), new RotationRequest(), CancellationToken.None);
        Assert.Equal(["West", "East"], (await vault.GetAsync(old.Name)).ClusterName);

        foreach (IssuedApiCredential issued in new[] { old, fresh })
        {
            YamlMappingNode document = Parse(issued.GetKubeConfig());
            Assert.Equal(["West", "East"], Names(document, "clusters"));
            Assert.Equal(["sample-kubeconfig@West", "sample-kubeconfig@East"], Names(document, "contexts"));
            Assert.Equal(["sample-kubeconfig"], Names(document, "users"));
            Assert.Equal("sample-kubeconfig@West", ((YamlScalarNode)document["current-context"]).Value);
            Assert.Equal("https://east.example:6443", Text(document, "clusters", 1, "cluster", "server"));
            Assert.Equal(
                ("East", "default", "sample-kubeconfig"),
                (Text(document, "contexts", 1, "context", "cluster"), Text(document, "contexts", 1, "context", "namespace"), Text(document, "contexts", 1, "context", "user")));
        }

        IssuedApiCredential moved = await vault.Credentials.RotateAsync(
            CredentialReference.ById(old.Id), new RotationRequest { Target = new KubeConfigTarget { ClusterName = ["north"] } }, CancellationToken.None);
        Assert.Equal(["north"], moved.ClusterName);
        Assert.Equal(["sample-kubeconfig@north"], Names(Parse(moved.GetKubeConfig()), "contexts"));
    }

    [Fact]
    public async Task What_is_wrong_with_one_of_several_clusters_is_said()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("east", Server, null, CancellationToken.None);

        CredentialException unknown = await Refusal.OfAsync(
            CredentialErrors.NotFound, () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["east", "nowhere"] })));
        Assert.Contains("'nowhere'", unknown.Message, StringComparison.Ordinal);
        await Refusal.OfAsync(
            CredentialErrors.ClusterRequired, () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["east", ""] })));
        await Refusal.OfAsync(
            CredentialErrors.InvalidArgument,
            () => vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = [.. Enumerable.Repeat("east", 65)] })));
        foreach (string name in new[] { "a,b", "a;b" })
        {
            await Refusal.OfAsync(CredentialErrors.InvalidArgument, () => vault.Authority.Clusters.RegisterAsync(name, Server, null, CancellationToken.None));
        }

        Assert.Empty(await vault.ListAsync());
    }

    [Fact]
    public async Task A_kubeconfig_from_before_several_clusters_keeps_its_cluster()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("Zoë \"q\"", Server, null, CancellationToken.None);
        await vault.IssueAsync(Request(CredentialType.KubeConfig, new KubeConfigTarget { ClusterName = ["zoë \"q\""] }));
        await vault.IssueAsync();
        await vault.CloseAsync();
        Storage.OlderSchema.GoBackToFourth(vault);

        await vault.OpenAgainAsync();

        Assert.Equal(["Zoë \"q\""], (await vault.GetAsync("sample-kubeconfig")).ClusterName);
        Assert.Empty((await vault.GetAsync("sample-token")).ClusterName);
    }

    private static IEnumerable<string> Names(YamlMappingNode document, string list) =>
        ((YamlSequenceNode)document[list]).Select(entry => ((YamlScalarNode)entry["name"]).Value!);

    private static YamlMappingNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string Text(YamlNode node, string list, int index, string kind, string key) => ((YamlScalarNode)node[list][index][kind][key]).Value!;

    private static string Decoded(YamlNode node, string list, int index, string kind, string key) =>
        Encoding.ASCII.GetString(Convert.FromBase64String(Text(node, list, index, kind, key)));
}
