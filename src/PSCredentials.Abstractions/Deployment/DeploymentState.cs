namespace PSCredentials;

/// <summary>Whether what shall be in an environment is there.</summary>
public enum DeploymentState
{
    /// <summary>It is there.</summary>
    Deployed,

    /// <summary>It was not tried yet, or waits behind another change.</summary>
    Pending,

    /// <summary>The last try failed; it is tried again.</summary>
    Failed,
}
