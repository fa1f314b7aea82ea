using PSCredentials.Pki;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.KubeConfigs;

/// <summary>The facts of a user entry: how the user proves who it is, and for which credential that is.</summary>
internal static class KubeConfigUser
{
    // What a user entry can prove itself by (client-go, api/v1 AuthInfo). Two ways in one entry would be at odds.
    private static readonly string[] s_proofs =
    [
        "client-certificate", "client-certificate-data", "client-key", "client-key-data", "token", "tokenFile", "username", "password", "auth-provider", "exec",
    ];

    /// <summary>Whether two entries are for the same credential.</summary>
    public static bool IsSame(YamlMappingNode old, YamlMappingNode fresh) =>
        (Holder(old), Holder(fresh)) is ({ } before, { } after) ? before == after : CredentialOf(old) is { } id && id == CredentialOf(fresh);

    /// <summary>An entry with the proof of another in the place of its own.</summary>
    public static YamlMappingNode WithProofOf(YamlMappingNode old, YamlMappingNode fresh)
    {
        YamlMappingNode joined = old.Without(s_proofs);
        foreach ((YamlNode key, YamlNode value) in fresh.Children)
        {
            joined.Add(key, value);
        }

        return joined;
    }

    /// <summary>An entry with a command in the place of what it proved itself by.</summary>
    public static YamlMappingNode WithExec(YamlMappingNode user, KubeConfigExec exec) => user.Without(s_proofs).With("exec", new YamlMappingNode
    {
        { "apiVersion", "client.authentication.k8s.io/v1" },
        { "command", Quoted(exec.Command) },
        { "args", new YamlSequenceNode(exec.Argument.Select(Quoted)) },
        { "env", new YamlSequenceNode(Variable(AuthorityOptions.HomeVariable, exec.Home), Variable(KubeConfigExec.CredentialVariable, exec.CredentialId)) },
        { "installHint", Quoted(exec.InstallHint) },
        { "interactiveMode", "Never" },
        { "provideClusterInfo", "false" },
    });

    private static YamlMappingNode Variable(string name, string value) => new() { { "name", name }, { "value", Quoted(value) } };

    private static YamlScalarNode Quoted(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };

    private static CertificateHolder? Holder(YamlMappingNode user) => CertificateHolder.Of(user.Data("client-certificate-data"));

    // A command has no certificate to be told by: its entry carries the id alone.
    private static string? CredentialOf(YamlMappingNode user) =>
        Holder(user)?.CredentialId
        ?? ((user.Find("exec") as YamlMappingNode)?.Find("env") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>()
            .FirstOrDefault(variable => variable.Text("name") == KubeConfigExec.CredentialVariable)?.Text("value");
}
