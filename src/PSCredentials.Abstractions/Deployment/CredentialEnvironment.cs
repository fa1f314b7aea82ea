namespace PSCredentials;

/// <summary>A place where the credentials of a project are deployed.</summary>
public sealed record CredentialEnvironment
{
    /// <summary>The identifier the authority gave it.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Its name, unique in its project without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public CredentialEnvironmentKind Kind { get; init; }

    /// <summary>The password file, or the webhook's address.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>The program that is run after the password file was written, and its arguments; empty for none.</summary>
    public IReadOnlyList<string> ReloadCommand { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Whether all changes have reached it.</summary>
    public DeploymentState State =>
        LastError is not null ? DeploymentState.Failed : PendingCount > 0 ? DeploymentState.Pending : DeploymentState.Deployed;

    /// <summary>When a deployment last succeeded; null where none has.</summary>
    public DateTimeOffset? LastDeployedAt { get; init; }

    /// <summary>How many changes are still to be delivered.</summary>
    public long PendingCount { get; init; }

    /// <summary>Why the last try failed; null where it succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the authority that keeps it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The environment's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
