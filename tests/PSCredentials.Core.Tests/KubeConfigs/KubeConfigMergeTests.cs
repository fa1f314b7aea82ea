using System.Text;
using System.Text.Json;
using PSCredentials.KubeConfigs;
using PSCredentials.Pki;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.KubeConfigs;

/// <summary>A kubeconfig goes into another without losing anything there; kubectl says what both hold.</summary>
public sealed class KubeConfigMergeTests : IDisposable
{
    private const string Others =
        """
        # a comment
        apiVersion: v1
        kind: Config
        preferences: {colors: true}
        current-context: 'old one'
        extensions:
        - name: editor
          extension: {theme: dark, list: [1, "2", 3.0]}
        x-unknown: 0x1F
        clusters:
        - name: old
          x-unknown: yes
          cluster:
            server: https://old.example
            insecure-skip-tls-verify: true
            proxy-url: "http://proxy.example:3128"
            extensions:
            - name: minikube
              extension: {version: v1.30.0}
        contexts:
        - context: {cluster: old, user: "12:30", namespace: a}
          name: old one
        users:
        - name: "12:30"
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: no-such-plugin
              args: [get-token, --cluster-name, "0123"]
              env: null
              interactiveMode: IfAvailable
              provideClusterInfo: false
        - name: token
          user:
            token: |
              line one
              line two
            as-groups: ["true", 'no', ~]

        """;

    private static readonly string[] s_lists = ["clusters", "contexts", "users"];
    private static readonly KubeConfigMergeOptions s_plain = new();
    private static readonly KubeConfigMergeOptions s_replace = new() { Replace = true };
    private readonly KubeConfigMerger _merger = new();
    private readonly CertificateAuthority _authority = SampleAuthority.Create();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Everything_of_others_is_still_there()
    {
        string fresh = Issue("alice", "production", "staging");

        byte[] merged = Merge(Others, fresh);

        Assert.Equal(await ViewAsync(Encoding.UTF8.GetBytes(Others)), Without(await ViewAsync(merged), "alice", "production", "staging"));
        string yaml = Encoding.UTF8.GetString(merged);
        foreach (string kept in new[] { "x-unknown: 0x1F", "x-unknown: yes", "preferences: {colors: true}", "[1, \"2\", 3.0]", "[\"true\", 'no', ~]", "token: |", "'old one'" })
        {
            Assert.Contains(kept, yaml, StringComparison.Ordinal);
        }

        Assert.Equal(await ViewAsync(Encoding.UTF8.GetBytes(fresh), "alice@production"), await ViewAsync(merged, "alice@production"));
        Assert.Equal(await ViewAsync(Encoding.UTF8.GetBytes(fresh), "alice@staging"), await ViewAsync(merged, "alice@staging"));
        Assert.Equal(merged, Merge(merged, fresh));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    [InlineData("\uFEFF")]
    public void Where_nothing_is_the_file_is_what_was_added(string existing)
    {
        string fresh = Issue("alice", "production");

        Assert.Equal(fresh, Encoding.UTF8.GetString(Merge(existing, fresh)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\uFEFFkind: Config\n")]
    [InlineData("kind: Config\r\napiVersion: v1\r\nclusters: null\r\ncontexts: []\r\nusers: ~\r\ncurrent-context: \"\"\r\n")]
    [InlineData("{\"kind\": \"Config\", \"apiVersion\": \"v1\", \"clusters\": [], \"contexts\": null, \"users\": [{\"name\": \"b\", \"user\": {}}]}")]
    public async Task An_empty_kubeconfig_takes_the_new_one_and_its_context(string existing)
    {
        string fresh = Issue("alice", "production");

        byte[] merged = Merge(existing, fresh);

        Assert.Equal(await ViewAsync(Encoding.UTF8.GetBytes(fresh), "alice@production"), await ViewAsync(merged, "alice@production"));
        using JsonDocument view = JsonDocument.Parse(await ViewAsync(merged));
        Assert.Equal("alice@production", view.RootElement.GetProperty("current-context").GetString());
    }

    [Fact]
    public async Task The_current_context_is_set_on_request_alone()
    {
        string fresh = Issue("alice", "production");

        Assert.Contains("\"old one\"", CurrentContext(await ViewAsync(Merge(Others, fresh))), StringComparison.Ordinal);
        byte[] merged = _merger.Merge(Encoding.UTF8.GetBytes(Others), fresh, new KubeConfigMergeOptions { SetCurrentContext = true });
        Assert.Contains("\"alice@production\"", CurrentContext(await ViewAsync(merged)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_credential_replaces_its_own_entries_and_keeps_what_was_added_to_them()
    {
        string first = Issue("alice", "production")
            .Replace("    client-certificate-data", "    as: auditor\n    client-certificate-data", StringComparison.Ordinal)
            .Replace("    server", "    proxy-url: http://proxy.example\n    server", StringComparison.Ordinal)
            .Replace("    cluster: \"production\"", "    cluster: \"production\"\n    x-note: mine", StringComparison.Ordinal);
        string second = Issue("alice", "production");
        Assert.NotEqual(Proof(first), Proof(second));

        byte[] merged = Merge(first, second);

        string yaml = Encoding.UTF8.GetString(merged);
        Assert.Equal(Proof(second), Proof(yaml));
        Assert.DoesNotContain(Proof(first), yaml, StringComparison.Ordinal);
        Assert.Contains("as: auditor", yaml, StringComparison.Ordinal);
        Assert.Contains("proxy-url: http://proxy.example", yaml, StringComparison.Ordinal);
        Assert.Contains("x-note: mine", yaml, StringComparison.Ordinal);
        using JsonDocument view = JsonDocument.Parse(await ViewAsync(merged));
        Assert.Equal(1, view.RootElement.GetProperty("users").GetArrayLength());
    }

    [Theory]
    [InlineData("users: [{name: alice, user: {token: precious}}]", "user 'alice'")]
    [InlineData("users: [{name: alice}]", "user 'alice'")]
    [InlineData("users: [{name: alice, user: {client-certificate-data: bm9uZQ==}}]", "user 'alice'")]
    [InlineData("users: [{name: alice, user: {client-certificate-data: '?'}}]", "user 'alice'")]
    [InlineData("clusters: [{name: production, cluster: {server: 'https://precious.example'}}]", "cluster 'production'")]
    [InlineData("clusters: [{name: production, cluster: {server: 'https://production.example', insecure-skip-tls-verify: true}}]", "cluster 'production'")]
    [InlineData("clusters: [{name: production, cluster: {server: 'https://production.example', certificate-authority: precious.pem}}]", "cluster 'production'")]
    [InlineData("contexts: [{name: alice@production, context: {cluster: production, user: precious}}]", "context 'alice@production'")]
    public async Task An_entry_of_another_gives_way_on_request_alone(string existing, string entry)
    {
        string fresh = Issue("alice", "production");

        CredentialException refusal = Assert.Throws<CredentialException>(() => Merge(existing, fresh));
        Assert.Equal(CredentialErrors.KubeConfigEntryExists, refusal.Definition);
        Assert.Contains(entry, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("precious", refusal.Message, StringComparison.Ordinal);

        byte[] merged = _merger.Merge(Encoding.UTF8.GetBytes(existing), fresh, s_replace);
        Assert.Equal(await ViewAsync(Encoding.UTF8.GetBytes(fresh), "alice@production"), await ViewAsync(merged, "alice@production"));
        Assert.DoesNotContain("precious", Encoding.UTF8.GetString(merged), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_name_of_another_authority_or_credential_is_another_s()
    {
        using CertificateAuthority other = SampleAuthority.Create("Another authority");
        string ours = Issue("alice", "production");

        Refused(CredentialErrors.KubeConfigEntryExists, ours, Write(other.Issue(SampleAuthority.Profile("alice")), "alice", "production"));
        LeafProfile another = SampleAuthority.Profile("alice") with { UniformResourceIdentifier = "urn:uuid:00000000-0000-7000-8000-000000000000" };
        Refused(CredentialErrors.KubeConfigEntryExists, ours, Write(_authority.Issue(another), "alice", "production"));
    }

    [Fact]
    public async Task An_alias_elsewhere_means_what_it_meant()
    {
        string first = Issue("alice", "production").Replace("  user:\n", "  user: &proof\n", StringComparison.Ordinal)
            + "- name: copy\n  user: *proof\n- {name: other, user: &o {token: t}}\n- {name: again, user: *o}\n";

        byte[] merged = Merge(first, Issue("alice", "production"));

        using JsonDocument view = JsonDocument.Parse(await ViewAsync(merged));
        JsonElement[] users = [.. view.RootElement.GetProperty("users").EnumerateArray().OrderBy(user => user.GetProperty("name").GetString(), StringComparer.Ordinal)];
        Assert.Equal(["again", "alice", "copy", "other"], users.Select(user => user.GetProperty("name").GetString()));
        Assert.Equal("t", users[0].GetProperty("user").GetProperty("token").GetString());
        Assert.Equal(Proof(first), users[2].GetProperty("user").GetProperty("client-certificate-data").GetString());
        Assert.NotEqual(Proof(first), users[1].GetProperty("user").GetProperty("client-certificate-data").GetString());
    }

    [Fact]
    public void Aliases_that_would_grow_without_end_stay_aliases()
    {
        var bomb = new StringBuilder("kind: Config\nextensions:\n- &a0 {name: x}\n");
        for (int i = 1; i < 60; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"- &a{i} {{name: x{i}, one: *a{i - 1}, two: *a{i - 1}}}\n");
        }

        byte[] merged = Merge(bomb.ToString(), Issue("alice", "production"));

        Assert.InRange(merged.Length, bomb.Length, bomb.Length + 10_000);
    }

    [Theory]
    [InlineData("[]", "kind")]
    [InlineData("just a text: with: colons", "line 1")]
    [InlineData("kind: Pod\n", "kind")]
    [InlineData("apiVersion: v2\n", "kind")]
    [InlineData("kind: Config\n---\nkind: Config\n", "line 2")]
    [InlineData("kind: Config\nkind: Config\n", "line 2")]
    [InlineData("kind: Config\n\tusers: []\n", "cannot be read")]
    [InlineData("kind: *missing\n", "line 1")]
    [InlineData("? [a]\n: b\n", "line 1")]
    [InlineData("users: &u []\n*u : b\n", "line 2")]
    [InlineData("users: {}\n", "users")]
    [InlineData("users: [precious]\n", "users")]
    [InlineData("users: [{user: {token: precious}}]\n", "users")]
    [InlineData("users: [{name: a, user: precious}]\n", "users")]
    [InlineData("clusters: [{name: a}, {name: a}]\n", "clusters")]
    [InlineData("contexts: [{name: {precious: a}}]\n", "contexts")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nprecious\n", "kind")]
    public void What_is_no_kubeconfig_is_refused_without_a_word_of_it(string existing, string told)
    {
        CredentialException refusal = Refused(CredentialErrors.InvalidKubeConfig, existing, Issue("alice", "production"));

        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("precious", refusal.ToString().Split(" at PSCredentials", 2)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_much_is_refused()
    {
        string fresh = Issue("alice", "production");

        Refused(CredentialErrors.InvalidKubeConfig, new string('[', 100_000), fresh);
        Refused(CredentialErrors.InvalidKubeConfig, "a: " + string.Concat(Enumerable.Repeat("{a: ", 100)) + new string('}', 100), fresh);
        Refused(CredentialErrors.InvalidKubeConfig, string.Concat(Enumerable.Range(0, 100).Select(i => new string(' ', i) + "a:\n")), fresh);
        Refused(CredentialErrors.InvalidKubeConfig, "a: " + new string('x', 9 << 20), fresh);
        Assert.Equal(
            CredentialErrors.InvalidKubeConfig,
            Assert.Throws<CredentialException>(() => _merger.Merge(new byte[] { 0x61, 0xFF, 0xFE }, fresh, s_plain)).Definition);
    }

    [Fact]
    public void Whatever_the_file_is_it_is_merged_into_or_refused()
    {
        string fresh = Issue("alice", "production");
        byte[] seed = Encoding.UTF8.GetBytes(Others);
        var random = new Random(7);
        byte[] odd = "{}[]&*!|>'\"%@`#,?:- \t\n~"u8.ToArray();
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. seed];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = odd[random.Next(odd.Length)];
            }

            try
            {
                byte[] merged = _merger.Merge(bytes, fresh, s_plain);
                Assert.Equal(merged, _merger.Merge(merged, fresh, s_plain));
            }
            catch (CredentialException error)
            {
                Assert.Equal(CredentialErrors.InvalidKubeConfig, error.Definition);
                refused++;
            }
        }

        Assert.InRange(refused, 1, 2999);
    }

    private static string Proof(string yaml) =>
        yaml.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith("client-certificate-data: ", StringComparison.Ordinal))["client-certificate-data: ".Length..];

    private static string CurrentContext(string view) => view.Split('\n').Single(line => line.Contains("\"current-context\"", StringComparison.Ordinal));

    // The view without the entries of some names.
    private static string Without(string view, string user, params string[] clusters)
    {
        System.Text.Json.Nodes.JsonNode root = System.Text.Json.Nodes.JsonNode.Parse(view)!;
        foreach (string list in s_lists)
        {
            System.Text.Json.Nodes.JsonArray entries = root[list]!.AsArray();
            foreach (System.Text.Json.Nodes.JsonNode? entry in entries.ToArray())
            {
                string name = entry!["name"]!.GetValue<string>();
                if (name == user || clusters.Contains(name) || clusters.Any(cluster => name == $"{user}@{cluster}"))
                {
                    entries.Remove(entry);
                }
            }
        }

        return Canonical(root.ToJsonString());
    }

    private static string Canonical(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), new JsonSerializerOptions { WriteIndented = true });

    private static string Write(IssuedCertificate leaf, string user, params string[] clusters) =>
        KubeConfigDocument.Write(new KubeConfigSource(
            [.. clusters.Select(name => new KubeConfigCluster(name, new Uri($"https://{name}.example"), null))],
            user,
            "apps",
            leaf.GetCertificatePem(),
            leaf.GetPrivateKeyPem()));

    private string Issue(string user, params string[] clusters) => Write(_authority.Issue(SampleAuthority.Profile(user)), user, clusters);

    private byte[] Merge(string existing, string fresh) => Merge(Encoding.UTF8.GetBytes(existing), fresh);

    private byte[] Merge(byte[] existing, string fresh) => _merger.Merge(existing, fresh, s_plain);

    private CredentialException Refused(CredentialErrorDefinition expected, string existing, string fresh)
    {
        CredentialException refusal = Assert.Throws<CredentialException>(() => Merge(existing, fresh));
        Assert.Equal(expected, refusal.Definition);
        return refusal;
    }

    // What kubectl understands: all of it, or what belongs to one context.
    private async Task<string> ViewAsync(byte[] config, string? context = null)
    {
        string path = _folder.Write("config", config);
        string[] part = context is null ? [] : ["--minify", "--context", context];
        string view = (await ExternalProgram.RunAsync("kubectl", ["--kubeconfig", path, "config", "view", "--raw", "-o", "json", .. part])).Succeeded().Output;
        using JsonDocument json = JsonDocument.Parse(view);
        return context is null
            ? Canonical(view)
            : string.Join('\n', s_lists.Select(list => Canonical(json.RootElement.GetProperty(list).GetRawText())));
    }
}
