using System.Globalization;
using System.Text;

namespace PSCredentials.KubeConfigs;

/// <summary>
/// Writes kubeconfigs: one user, and for each cluster the context that joins them. The form is always the same, so that it is written as text: an emitter of
/// YAML looks at every character of the keys and certificates, which took longer than signing.
/// </summary>
internal static class KubeConfigDocument
{
    private const int UsualLength = 4096;

    /// <summary>Writes a kubeconfig.</summary>
    /// <param name="source">What goes into it.</param>
    /// <returns>YAML with the private key in it.</returns>
    public static string Write(KubeConfigSource source)
    {
        var text = new StringBuilder(UsualLength);
        text.Append("apiVersion: v1\nkind: Config\nclusters:\n");
        foreach (KubeConfigCluster cluster in source.Clusters)
        {
            WriteText(text, "- name: ", cluster.Name);
            text.Append("  cluster:\n");
            if (cluster.CertificateAuthorityPem is { } pem)
            {
                WriteData(text, "    certificate-authority-data: ", pem);
            }

            WriteText(text, "    server: ", cluster.Server.AbsoluteUri.TrimEnd('/'));
        }

        text.Append("contexts:\n");
        foreach (KubeConfigCluster cluster in source.Clusters)
        {
            WriteText(text, "- name: ", source.ContextName(cluster));
            text.Append("  context:\n");
            WriteText(text, "    cluster: ", cluster.Name);
            if (source.Namespace is { } name)
            {
                WriteText(text, "    namespace: ", name);
            }

            WriteText(text, "    user: ", source.UserName);
        }

        WriteText(text, "current-context: ", source.ToString());
        text.Append("users:\n");
        WriteText(text, "- name: ", source.UserName);
        text.Append("  user:\n");
        WriteData(text, "    client-certificate-data: ", source.ClientCertificatePem);
        WriteData(text, "    client-key-data: ", source.ClientKeyPem);
        return text.ToString();
    }

    // Quoted whatever it is: 'yes', '1e3' and '12:30' are texts to some readers of YAML and something else to others.
    private static void WriteText(StringBuilder text, string key, string value)
    {
        text.Append(key).Append('"');
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                text.Append('\\').Append((char)rune.Value);
            }
            else if (rune.IsBmp && IsVisible(rune))
            {
                text.Append((char)rune.Value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            }
        }

        text.Append("\"\n");
    }

    private static void WriteData(StringBuilder text, string key, string pem) =>
        text.Append(key).Append(Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))).Append('\n');

    // YAML takes the others in escapes alone, or reads a line's end in them.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
