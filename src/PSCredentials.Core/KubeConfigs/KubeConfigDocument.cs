using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PSCredentials.KubeConfigs;

/// <summary>Writes kubeconfigs: one user, and for each cluster the context that joins them.</summary>
internal static class KubeConfigDocument
{
    /// <summary>Writes a kubeconfig.</summary>
    /// <param name="source">What goes into it.</param>
    /// <returns>YAML with the private key in it.</returns>
    public static string Write(KubeConfigSource source)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };

        // Nothing is folded: some readers take long base64 in one line only.
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart());
        WriteWord(emitter, "apiVersion", "v1");
        WriteWord(emitter, "kind", "Config");
        WriteList(emitter, "clusters", source.Clusters, cluster => WriteEntry(emitter, cluster.Name, "cluster", () => WriteCluster(emitter, cluster)));
        WriteList(
            emitter, "contexts", source.Clusters, cluster => WriteEntry(emitter, source.ContextName(cluster), "context", () => WriteContext(emitter, source, cluster)));
        WriteText(emitter, "current-context", source.ToString());
        WriteList(emitter, "users", [source], user => WriteEntry(emitter, user.UserName, "user", () => WriteUser(emitter, user)));
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteCluster(Emitter emitter, KubeConfigCluster cluster)
    {
        if (cluster.CertificateAuthorityPem is { } pem)
        {
            WriteData(emitter, "certificate-authority-data", pem);
        }

        WriteText(emitter, "server", cluster.Server.AbsoluteUri.TrimEnd('/'));
    }

    private static void WriteContext(Emitter emitter, KubeConfigSource source, KubeConfigCluster cluster)
    {
        WriteText(emitter, "cluster", cluster.Name);
        if (source.Namespace is { } name)
        {
            WriteText(emitter, "namespace", name);
        }

        WriteText(emitter, "user", source.UserName);
    }

    private static void WriteUser(Emitter emitter, KubeConfigSource source)
    {
        WriteData(emitter, "client-certificate-data", source.ClientCertificatePem);
        WriteData(emitter, "client-key-data", source.ClientKeyPem);
    }

    private static void WriteList<T>(Emitter emitter, string list, IReadOnlyList<T> items, Action<T> writeItem)
    {
        WriteKey(emitter, list);
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (T item in items)
        {
            writeItem(item);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static void WriteEntry(Emitter emitter, string name, string kind, Action writeBody)
    {
        emitter.Emit(new MappingStart());
        WriteText(emitter, "name", name);
        WriteKey(emitter, kind);
        emitter.Emit(new MappingStart());
        writeBody();
        emitter.Emit(new MappingEnd());
        emitter.Emit(new MappingEnd());
    }

    private static void WriteKey(Emitter emitter, string key) => emitter.Emit(new Scalar(key));

    private static void WriteWord(Emitter emitter, string key, string word)
    {
        WriteKey(emitter, key);
        emitter.Emit(new Scalar(word));
    }

    // Quoted whatever it is: 'yes', '1e3' and '12:30' are texts to some readers of YAML and something else to others.
    private static void WriteText(Emitter emitter, string key, string value)
    {
        WriteKey(emitter, key);
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
    }

    private static void WriteData(Emitter emitter, string key, string pem) =>
        WriteWord(emitter, key, Convert.ToBase64String(Encoding.ASCII.GetBytes(pem)));
}
