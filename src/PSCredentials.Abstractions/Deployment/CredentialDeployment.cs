namespace PSCredentials;

/// <summary>A change that still has to reach an environment.</summary>
public sealed record CredentialDeployment
{
    /// <summary>Its place in the order of all changes.</summary>
    public long Sequence { get; init; }

    /// <summary>The key by which a receiver knows a change that it was sent twice.</summary>
    public string IdempotencyKey { get; init; } = string.Empty;

    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>The environment.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>The credential that was changed; empty where the whole project is deployed.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>What was done to it.</summary>
    public DeploymentAction Action { get; init; }

    /// <summary>Whether it failed, or was not tried yet.</summary>
    public DeploymentState State => AttemptCount > 0 ? DeploymentState.Failed : DeploymentState.Pending;

    /// <summary>How often it was tried in vain; 0 where it was not tried yet, or waits behind another.</summary>
    public int AttemptCount { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; init; }

    /// <summary>When it is tried again at the earliest.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>When the change was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the authority that keeps it.</summary>
    public string Authority { get; init; } = string.Empty;
}
