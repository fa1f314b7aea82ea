namespace PSCredentials;

/// <summary>What became of a deployment in one environment.</summary>
/// <param name="EnvironmentName">The environment.</param>
/// <param name="Success">Whether it is there.</param>
/// <param name="Message">"Deployed successfully", or why not.</param>
public sealed record EnvironmentResult(string EnvironmentName, bool Success, string Message)
{
    /// <summary>The environment and its result in one line.</summary>
    /// <returns>The name and the message.</returns>
    public override string ToString() => $"{EnvironmentName}: {Message}";
}
