using System.Text;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.KubeConfigs;

/// <summary>Puts a kubeconfig into another. What is another's is kept: it gives way on request alone.</summary>
internal sealed class KubeConfigMerger : IKubeConfigMerger
{
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
        Put(file, fresh, KubeConfigEntryKind.User, options, KubeConfigUser.IsSame, KubeConfigUser.WithProofOf);
        if (options.SetCurrentContext || file.CurrentContext is null)
        {
            file.CurrentContext = fresh.CurrentContext;
        }

        return file.Write();
    }

    /// <inheritdoc/>
    public string WithExec(string kubeConfig, KubeConfigExec exec)
    {
        ArgumentNullException.ThrowIfNull(kubeConfig);
        ArgumentNullException.ThrowIfNull(exec);
        KubeConfigFile file = KubeConfigFile.Read(Encoding.UTF8.GetBytes(kubeConfig)) ?? throw new CredentialException(CredentialErrors.InvalidKubeConfig, "The kubeconfig is empty.");
        foreach (string name in file.Names(KubeConfigEntryKind.User))
        {
            file.Put(KubeConfigEntryKind.User, name, KubeConfigUser.WithExec(file.Find(KubeConfigEntryKind.User, name)!, exec));
        }

        return Encoding.UTF8.GetString(file.Write());
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
        && old.Data("certificate-authority-data").AsSpan().SequenceEqual(fresh.Data("certificate-authority-data"))
        && old.Text("certificate-authority") is null
        && old.Text("insecure-skip-tls-verify") is null or "false";

    private static bool IsSameContext(YamlMappingNode old, YamlMappingNode fresh) =>
        old.Text("cluster") == fresh.Text("cluster") && old.Text("user") == fresh.Text("user");

    private static YamlMappingNode WithNamespace(YamlMappingNode old, YamlMappingNode fresh) =>
        fresh.Find("namespace") is { } space ? old.With("namespace", space) : old;
}
