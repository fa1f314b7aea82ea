using System.Text;
using PSCredentials.Pki;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.KubeConfigs;

/// <summary>Puts a kubeconfig into another. What is another's is kept: it gives way on request alone.</summary>
internal sealed class KubeConfigMerger : IKubeConfigMerger
{
    // What a user entry can prove itself by (client-go, api/v1 AuthInfo). Two ways in one entry would be at odds.
    private static readonly string[] s_proofs =
    [
        "client-certificate", "client-certificate-data", "client-key", "client-key-data", "token", "tokenFile", "username", "password", "auth-provider", "exec",
    ];

    /// <inheritdoc/>
    public byte[] Merge(ReadOnlyMemory<byte> existing, string addition, KubeConfigMergeOptions options)
    {
        ArgumentNullException.ThrowIfNull(addition);
        ArgumentNullException.ThrowIfNull(options);
        byte[] added = Encoding.UTF8.GetBytes(addition);
        if (KubeConfigFile.Read(existing) is not { } file || KubeConfigFile.Read(added) is not { } fresh)
        {
            return added;
        }

        Put(file, fresh, KubeConfigEntryKind.Cluster, options, IsSameCluster, (old, _) => old);
        Put(file, fresh, KubeConfigEntryKind.Context, options, IsSameContext, WithNamespace);
        Put(file, fresh, KubeConfigEntryKind.User, options, IsSameUser, WithProof);
        if (options.SetCurrentContext || file.CurrentContext is null)
        {
            file.CurrentContext = fresh.CurrentContext;
        }

        return file.Write();
    }

    private static void Put(
        KubeConfigFile file,
        KubeConfigFile fresh,
        KubeConfigEntryKind kind,
        KubeConfigMergeOptions options,
        Func<YamlMappingNode, YamlMappingNode, bool> isSame,
        Func<YamlMappingNode, YamlMappingNode, YamlMappingNode> join)
    {
        foreach (string name in fresh.Names(kind))
        {
            YamlMappingNode body = fresh.Find(kind, name)!;
            if (file.Find(kind, name) is { } old)
            {
                body = isSame(old, body) ? join(old, body)
                    : options.Replace ? body
                    : throw new CredentialException(CredentialErrors.KubeConfigEntryExists, $"The file has a {kind.Body} '{name}' already, and it is another one.");
            }

            file.Put(kind, name, body);
        }
    }

    private static bool IsSameCluster(YamlMappingNode old, YamlMappingNode fresh) =>
        old.Text("server")?.TrimEnd('/') == fresh.Text("server")
        && Data(old, "certificate-authority-data").AsSpan().SequenceEqual(Data(fresh, "certificate-authority-data"))
        && old.Text("certificate-authority") is null
        && old.Text("insecure-skip-tls-verify") is null or "false";

    private static bool IsSameContext(YamlMappingNode old, YamlMappingNode fresh) =>
        old.Text("cluster") == fresh.Text("cluster") && old.Text("user") == fresh.Text("user");

    private static bool IsSameUser(YamlMappingNode old, YamlMappingNode fresh) =>
        CertificateHolder.Of(Data(old, "client-certificate-data")) is { } holder && holder == CertificateHolder.Of(Data(fresh, "client-certificate-data"));

    private static YamlMappingNode WithNamespace(YamlMappingNode old, YamlMappingNode fresh) =>
        fresh.Find("namespace") is { } space ? old.With("namespace", space) : old;

    private static YamlMappingNode WithProof(YamlMappingNode old, YamlMappingNode fresh)
    {
        YamlMappingNode joined = old.Without(s_proofs);
        foreach ((YamlNode key, YamlNode value) in fresh.Children)
        {
            joined.Add(key, value);
        }

        return joined;
    }

    // Base64 may be broken into lines, and be none at all.
    private static byte[] Data(YamlMappingNode body, string key)
    {
        string text = body.Text(key) ?? string.Empty;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : [];
    }
}
