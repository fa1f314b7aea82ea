using System.Text;
using System.Text.Json;
using PSCredentials.KubeConfigs;

namespace PSCredentials.Tests.KubeConfigs;

public sealed class KubeConfigDocumentTests
{
    private static readonly KubeConfigCluster s_cluster = new("production", new Uri("https://k8s.example.com:6443/"), "CA PEM\n");

    private static readonly KubeConfigSource s_source = new([s_cluster], "alice", "team-a", "CERTIFICATE PEM\n", "KEY PEM\n");

    [Fact]
    public void The_document_is_block_yaml_with_everything_in_its_place() => Assert.Equal(
        $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: "production"
          cluster:
            certificate-authority-data: {Base64("CA PEM\n")}
            server: "https://k8s.example.com:6443"
        contexts:
        - name: "alice@production"
          context:
            cluster: "production"
            namespace: "team-a"
            user: "alice"
        current-context: "alice@production"
        users:
        - name: "alice"
          user:
            client-certificate-data: {Base64("CERTIFICATE PEM\n")}
            client-key-data: {Base64("KEY PEM\n")}

        """.ReplaceLineEndings("\n"),
        KubeConfigDocument.Write(s_source));

    [Fact]
    public void Without_an_authority_and_a_namespace_their_keys_are_left_out()
    {
        string yaml = KubeConfigDocument.Write(s_source with { Clusters = [s_cluster with { CertificateAuthorityPem = null }], Namespace = null });

        Assert.DoesNotContain("certificate-authority", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("namespace", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_source_s_text_does_not_hold_the_key() => Assert.Equal("alice@production", s_source.ToString());

    [Theory]
    [InlineData("true", "no")]
    [InlineData("12:30", "0x1F")]
    [InlineData("1e3", "null")]
    [InlineData("~", "- a")]
    [InlineData("a: b # c", "{x}")]
    [InlineData("it's \"quoted\" \\ so", "%@`|>&*!?")]
    [InlineData("line\u2028end\u0085and\ttab", "zero\u200Bwidth\uFEFF")]
    [InlineData("Zoë ✓ 密码 \U0001F600", "система:admins")]
    [InlineData("name with a very long text that some writers of YAML would fold over several lines, which readers then join again with spaces", " ")]
    public async Task Kubectl_reads_names_with_odd_characters_as_they_are(string user, string cluster)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("config", KubeConfigDocument.Write(s_source with { UserName = user, Clusters = [s_cluster with { Name = cluster }] }));

        ExternalProgram view = (await ExternalProgram.RunAsync("kubectl", "--kubeconfig", path, "config", "view", "--raw", "-o", "json")).Succeeded();

        using var config = JsonDocument.Parse(view.Output);
        JsonElement root = config.RootElement;
        Assert.Equal(user, root.GetProperty("users")[0].GetProperty("name").GetString());
        Assert.Equal(cluster, root.GetProperty("clusters")[0].GetProperty("name").GetString());
        JsonElement context = root.GetProperty("contexts")[0].GetProperty("context");
        Assert.Equal((user, cluster, "team-a"), (
            context.GetProperty("user").GetString(), context.GetProperty("cluster").GetString(), context.GetProperty("namespace").GetString()));
        Assert.Equal($"{user}@{cluster}", root.GetProperty("current-context").GetString());
        Assert.Equal(
            Base64("KEY PEM\n"), root.GetProperty("users")[0].GetProperty("user").GetProperty("client-key-data").GetString());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
