using System.Text;
using System.Text.Json;
using PSCredentials.KubeConfigs;
using PSCredentials.Pki;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.KubeConfigs;

/// <summary>A command takes the place of certificate and key, and the entry stays the same credential's.</summary>
public sealed class KubeConfigExecTests : IDisposable
{
    private static readonly KubeConfigMergeOptions s_plain = new();
    private readonly KubeConfigMerger _merger = new();
    private readonly CertificateAuthority _authority = SampleAuthority.Create();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/home/ada/vault", "plain")]
    [InlineData("/home/Zoë ✓/it's a \"vault\" with $HOME", "a 'quoted' \"text\"; with: colons # and \\ more")]
    [InlineData(@"C:\Users\Ada Lovelace\vault", "-NoProfile")]
    [InlineData("yes", "line one\nline two\ttab")]
    public async Task Kubectl_reads_the_command_as_it_is(string home, string argument)
    {
        KubeConfigExec exec = Exec(Id("alice")) with { Home = home, Command = argument, Argument = [argument, "012", "", home] };

        string yaml = _merger.WithExec(Issue("alice"), exec);

        ExternalProgram view = (await ExternalProgram.RunAsync("kubectl", "--kubeconfig", _folder.Write("config", yaml), "config", "view", "--raw", "-o", "json")).Succeeded();
        using var config = JsonDocument.Parse(view.Output);
        JsonElement user = config.RootElement.GetProperty("users")[0].GetProperty("user");
        Assert.Equal(["exec"], user.EnumerateObject().Select(property => property.Name));
        JsonElement command = user.GetProperty("exec");
        Assert.Equal("client.authentication.k8s.io/v1", command.GetProperty("apiVersion").GetString());
        Assert.Equal(argument, command.GetProperty("command").GetString());
        Assert.Equal([argument, "012", "", home], command.GetProperty("args").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(
            [("PSCREDENTIALS_HOME", home), ("PSCREDENTIALS_EXEC_CREDENTIAL", Id("alice"))],
            command.GetProperty("env").EnumerateArray().Select(item => (item.GetProperty("name").GetString(), item.GetProperty("value").GetString())));
        Assert.Equal(("Never", "hint", false), (
            command.GetProperty("interactiveMode").GetString(), command.GetProperty("installHint").GetString(), command.GetProperty("provideClusterInfo").GetBoolean()));
    }

    [Fact]
    public void All_but_the_proof_stays()
    {
        string issued = Issue("alice");

        string yaml = _merger.WithExec(issued, Exec(Id("alice")));

        Assert.Equal(issued[..issued.IndexOf("client-certificate-data", StringComparison.Ordinal)].TrimEnd(), yaml[..yaml.IndexOf("exec:", StringComparison.Ordinal)].TrimEnd());
        Assert.DoesNotContain("client-", yaml.Replace("client-authentication", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Command_and_certificate_give_way_to_each_other_for_the_same_credential()
    {
        string issued = Issue("alice");
        string exec = _merger.WithExec(issued, Exec(Id("alice")));
        string moved = _merger.WithExec(issued, Exec(Id("alice")) with { Home = "/elsewhere" });

        string toCommand = Merge(issued.Replace("    client-certificate-data", "    as: auditor\n    client-certificate-data", StringComparison.Ordinal), exec);
        Assert.Contains("as: auditor", toCommand, StringComparison.Ordinal);
        Assert.Contains("exec:", toCommand, StringComparison.Ordinal);
        Assert.DoesNotContain("client-key-data", toCommand, StringComparison.Ordinal);
        Assert.Contains("/elsewhere", Merge(exec, moved), StringComparison.Ordinal);
        string back = Merge(exec, issued);
        Assert.Contains("client-key-data", back, StringComparison.Ordinal);
        Assert.DoesNotContain("exec:", back, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec: {command: c}")]
    [InlineData("exec: {command: c, env: [{name: PSCREDENTIALS_EXEC_CREDENTIAL, value: 00000000-0000-7000-8000-000000000000}]}")]
    [InlineData("exec: {command: c, env: [{name: OTHER, value: x}, 7]}")]
    [InlineData("exec: {command: c, env: {name: PSCREDENTIALS_EXEC_CREDENTIAL}}")]
    [InlineData("exec: text")]
    [InlineData("token: t")]
    public void The_command_of_another_is_kept(string user)
    {
        string existing = $"users: [{{name: alice, user: {{{user}}}}}]";

        foreach (string fresh in new[] { Issue("alice"), _merger.WithExec(Issue("alice"), Exec(Id("alice"))) })
        {
            CredentialException refusal = Assert.Throws<CredentialException>(() => Merge(existing, fresh));
            Assert.Equal(CredentialErrors.KubeConfigEntryExists, refusal.Definition);
        }
    }

    private static KubeConfigExec Exec(string id) => new() { Command = "pwsh", Argument = ["-Command", "x"], CredentialId = id, Home = "/vault", InstallHint = "hint" };

    private static string Id(string user) => SampleAuthority.Profile(user).UniformResourceIdentifier!["urn:uuid:".Length..];

    private string Issue(string user)
    {
        IssuedCertificate leaf = _authority.Issue(SampleAuthority.Profile(user));
        return KubeConfigDocument.Write(new KubeConfigSource(
            [new KubeConfigCluster("production", new Uri("https://production.example"), null)], user, "apps", leaf.GetCertificatePem(), leaf.GetPrivateKeyPem()));
    }

    private string Merge(string existing, string fresh) => Encoding.UTF8.GetString(_merger.Merge(Encoding.UTF8.GetBytes(existing), fresh, s_plain));
}
