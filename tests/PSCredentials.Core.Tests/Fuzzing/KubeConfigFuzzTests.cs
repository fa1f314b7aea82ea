using System.Text;
using PSCredentials.KubeConfigs;
using PSCredentials.Pki;
using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>Damaged kubeconfigs: each is merged into, the same a second time, or refused with a word on why.</summary>
public sealed class KubeConfigFuzzTests : IDisposable
{
    private const int Usual = 4_000;
    private const string Secret = "SECRET-OF-THE-FILE";
    private static readonly CredentialErrorDefinition[] s_allowed = [CredentialErrors.InvalidKubeConfig, CredentialErrors.KubeConfigEntryExists];

    private static readonly string s_others =
        $$"""
        # a comment
        apiVersion: v1
        kind: Config
        current-context: 'old one'
        preferences: {colors: true}
        defaults: &defaults
          insecure-skip-tls-verify: true
        clusters:
        - name: old
          cluster: &cluster
            <<: *defaults
            server: https://old.example
        - name: production
          cluster: *cluster
        contexts:
        - context: {cluster: old, user: "12:30", namespace: a}
          name: old one
        users:
        - name: "12:30"
          user:
            exec: {command: no-such-plugin, args: [get-token, "0123"], env: null}
        - name: token
          user:
            token: |
              {{Secret}}
            as-groups: ["true", 'no', ~]

        """;

    private static readonly string[] s_pieces =
    [
        "&a ", "*a", "*defaults", "<<: *cluster", "!!binary ", "!<tag:x> ", "? ", "? [a]\n: b", "---\n", "...\n", "\t", "\0", "\uFFFE", "\u2028", "\u0085", "|+9\n", ">-\n", "%YAML 9.9\n", "{", "}", "[", "]", "[[[[[[[[",
        "- - - - - ", "\"\\x\"", "\"\\uD800\"", "'", "\"", ": ", "# ", "name: old\n", "name: production\n", "- name: alice\n", "kind: List\n", "apiVersion: v2\n", "\uFEFF", "\U0001F600", "~", "null", "~: ~\n", "\r", "\r\n", "@", "`",
    ];

    private readonly CertificateAuthority _authority = SampleAuthority.Create();
    private readonly KubeConfigMerger _merger = new();

    [Fact]
    public void A_damaged_kubeconfig_is_merged_into_or_refused()
    {
        string fresh = Issue("alice");
        string[] corpus = [s_others, fresh, Encoding.UTF8.GetString(_merger.Merge(Encoding.UTF8.GetBytes(s_others), Issue("bob"), new KubeConfigMergeOptions { Replace = true }))];
        FuzzRun.Run(Usual, 20_261_125, random =>
        {
            byte[] existing = Mutate(corpus[random.Next(corpus.Length)], random);
            string addition = random.Next(10) == 0 ? Encoding.UTF8.GetString(Mutate(fresh, random)) : fresh;
            var options = new KubeConfigMergeOptions { Replace = random.Next(2) == 0, SetCurrentContext = random.Next(2) == 0 };
            try
            {
                byte[] merged = _merger.Merge(existing, addition, options);
                if (ReferenceEquals(addition, fresh))
                {
                    Assert.Equal(Encoding.UTF8.GetString(merged), Encoding.UTF8.GetString(_merger.Merge(merged, fresh, options)));
                }

                return true;
            }
            catch (CredentialException refusal)
            {
                Refused.Check(refusal, s_allowed, Secret);
                return false;
            }
        });
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{a: ", "")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    [InlineData("a:\n- ", "")]
    [InlineData("&a ", "x")]
    [InlineData("!a ", "x")]
    [InlineData("#", "\n")]
    [InlineData(" ", "a: b\n")]
    [InlineData("\t", "a: b\n")]
    [InlineData("\n", "a: b\n")]
    [InlineData("a", ": b\n")]
    [InlineData("a ", ": b\n")]
    [InlineData("\"", "")]
    [InlineData("'", "")]
    [InlineData("\\", "")]
    [InlineData("*a ", "")]
    [InlineData("%TAG ! x\n", "---\na: b\n")]
    [InlineData("---\n", "")]
    [InlineData("- a\n", "")]
    [InlineData("a: b\n", "")]
    [InlineData("k: [*a]\n", "")]
    public async Task As_much_of_one_thing_as_fits_does_not_take_long(string piece, string end)
    {
        // As much as a file may have, a little less for what comes after it.
        const int Length = (8 * 1024 * 1024) - 100;
        byte[] existing = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, Length / piece.Length)) + end);
        string fresh = Issue("alice");
        await FuzzRun.EndingAsync(() =>
        {
            try
            {
                return _merger.Merge(existing, fresh, new KubeConfigMergeOptions());
            }
            catch (CredentialException refusal)
            {
                Refused.Check(refusal, s_allowed);
                return [];
            }
        });
    }

    [Theory]
    [InlineData("!<tag:x> users: []\n")]
    [InlineData("x: !<x> y\n")]
    [InlineData("%TAG ! tag:example.com,2026:\n---\nx: !y z\n")]
    public void A_tag_that_would_be_written_otherwise_is_refused(string existing)
    {
        CredentialException refusal = Assert.Throws<CredentialException>(() => _merger.Merge(Encoding.UTF8.GetBytes(existing), Issue("alice"), new KubeConfigMergeOptions()));

        Assert.Equal(CredentialErrors.InvalidKubeConfig, refusal.Definition);
    }

    [Theory]
    [InlineData("x: !mine y")]
    [InlineData("x: !!binary YQ==")]
    public void Other_tags_are_kept(string line)
    {
        string merged = Encoding.UTF8.GetString(_merger.Merge(Encoding.UTF8.GetBytes(line + "\n"), Issue("alice"), new KubeConfigMergeOptions()));

        Assert.StartsWith(line + "\n", merged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_that_stand_for_very_much_stay_aliases()
    {
        const int Levels = 40;
        var text = new StringBuilder("kind: Config\na0: &a0 [x, x]\n");
        for (int level = 1; level < Levels; level++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n");
        }

        byte[] merged = await FuzzRun.EndingAsync(() => _merger.Merge(Encoding.UTF8.GetBytes(text.ToString()), Issue("alice"), new KubeConfigMergeOptions()));

        Assert.InRange(merged.Length, 1, 20_000);
        Assert.Contains($"[*a{Levels - 2}, *a{Levels - 2}]", Encoding.UTF8.GetString(merged), StringComparison.Ordinal);
    }

    public void Dispose() => _authority.Dispose();

    private static byte[] Mutate(string yaml, Random random)
    {
        List<string> lines = [.. yaml.Split('\n')];
        for (int times = random.Next(1, 5); times > 0 && lines.Count > 0; times--)
        {
            int at = random.Next(lines.Count);
            int column = random.Next(lines[at].Length + 1);
            switch (random.Next(9))
            {
                case 0:
                    lines.Insert(at, lines[random.Next(lines.Count)]);
                    break;
                case 1:
                    lines.RemoveAt(at);
                    break;
                case 2:
                    (lines[at], lines[^1]) = (lines[^1], lines[at]);
                    break;
                case 3:
                    lines[at] = new string(' ', random.Next(5)) + lines[at];
                    break;
                case 4:
                    lines[at] = lines[at].TrimStart();
                    break;
                case 5:
                    lines[at] = lines[at][..column];
                    break;
                case 6:
                    lines[at] = lines[at].Insert(column, string.Concat(Enumerable.Repeat(s_pieces[random.Next(s_pieces.Length)], random.Next(8) == 0 ? random.Next(1, 300) : 1)));
                    break;
                default:
                    lines[at] = lines[at].Insert(column, s_pieces[random.Next(s_pieces.Length)]);
                    break;
            }
        }

        byte[] mutated = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return random.Next(4) == 0 ? DerMutation.Octets(mutated, random) : mutated;
    }

    private string Issue(string user)
    {
        IssuedCertificate leaf = _authority.Issue(SampleAuthority.Profile(user));
        return KubeConfigDocument.Write(new KubeConfigSource(
            [new KubeConfigCluster("production", new Uri("https://production.example"), null)], user, "apps", leaf.GetCertificatePem(), leaf.GetPrivateKeyPem()));
    }
}
