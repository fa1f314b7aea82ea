namespace PSCredentials;

/// <summary>The right of a project's credential to use one proxy, or the proxies of a group.</summary>
public sealed record ProjectCredentialAccess
{
    /// <summary>The name of the proxy or the group.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Which of the two it is.</summary>
    public AccessTargetType Type { get; init; }

    /// <summary>The credential that has the right.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>The credential's project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>When it was granted.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>What became of the deployment of the grant that returned this object; null where it was only read.</summary>
    public DeploymentResult? DeploymentResult { get; init; }

    /// <summary>The name of the authority that keeps it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The name of the proxy or the group.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
