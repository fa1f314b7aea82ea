namespace PSCredentials;

/// <summary>What became of one try to deploy a project's credentials to one environment.</summary>
public sealed record DeploymentReport
{
    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>The environment.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>Whether it is there now.</summary>
    public DeploymentState State { get; init; }

    /// <summary>The result in a sentence: why it failed, where it did.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>When the try ended.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The name of the authority that keeps the project.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The environment and its result in one line.</summary>
    /// <returns>Project, environment and state.</returns>
    public override string ToString() => $"{Project}/{Environment}: {State}";
}
