namespace PSCredentials.KubeConfigs;

/// <summary>The lists of a kubeconfig, by the key of an entry's body.</summary>
/// <param name="List">The key of the list.</param>
/// <param name="Body">The key under which an entry has its facts.</param>
internal sealed record KubeConfigEntryKind(string List, string Body)
{
    /// <summary>API servers.</summary>
    public static readonly KubeConfigEntryKind Cluster = new("clusters", "cluster");

    /// <summary>What joins a user and a cluster.</summary>
    public static readonly KubeConfigEntryKind Context = new("contexts", "context");

    /// <summary>Who asks.</summary>
    public static readonly KubeConfigEntryKind User = new("users", "user");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<KubeConfigEntryKind> All = [Cluster, Context, User];
}
