namespace PSCredentials;

/// <summary>How a kubeconfig is put into another.</summary>
public sealed record KubeConfigMergeOptions
{
    /// <summary>Whether entries of the same name are replaced whosever they are.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether the current context is set even where there is one.</summary>
    public bool SetCurrentContext { get; init; }
}
