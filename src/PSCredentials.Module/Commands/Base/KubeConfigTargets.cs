using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Reads the parameters that say where a kubeconfig points.</summary>
internal static class KubeConfigTargets
{
    /// <summary>The target that was asked for.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="clusterName">The value of -ClusterName.</param>
    /// <param name="clusterNamespace">The value of -ClusterNamespace.</param>
    /// <param name="siteName">The value of -SiteName.</param>
    /// <param name="server">The value of -Server.</param>
    /// <param name="certificateAuthority">The value of -ServerCertificateAuthority.</param>
    /// <returns>The target, or null where nothing is given.</returns>
    internal static KubeConfigTarget? Read(
        PSCmdlet cmdlet, string[]? clusterName, string? clusterNamespace, string? siteName, Uri? server, string? certificateAuthority)
    {
        var target = new KubeConfigTarget
        {
            ClusterName = ValueList<string>.Of(clusterName is { Length: > 0 } ? clusterName : null),
            ClusterNamespace = Given(clusterNamespace),
            SiteName = Given(siteName),
            Server = server,
            ServerCertificateAuthority = CertificateText.Read(cmdlet, certificateAuthority),
        };
        return target == new KubeConfigTarget() ? null : target;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
