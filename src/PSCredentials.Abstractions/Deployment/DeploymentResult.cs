namespace PSCredentials;

/// <summary>What became of a deployment, environment by environment.</summary>
public sealed record DeploymentResult
{
    /// <summary>What a deployment says that succeeded, as the Apinizer contract words it.</summary>
    public const string SuccessMessage = "Deployment completed successfully";

    /// <summary>Whether it succeeded in every environment; true where there is none.</summary>
    public bool Success { get; init; } = true;

    /// <summary>The result in a sentence.</summary>
    public string Message { get; init; } = SuccessMessage;

    /// <summary>The result of each environment, in the order of their names.</summary>
    public IReadOnlyList<EnvironmentResult> EnvironmentResults { get; init => field = ValueList<EnvironmentResult>.Of(value); } = ValueList<EnvironmentResult>.Empty;

    /// <summary>Joins the results of environments.</summary>
    /// <param name="results">The results.</param>
    /// <returns>The whole.</returns>
    public static DeploymentResult Of(IReadOnlyList<EnvironmentResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        int failed = results.Count(result => !result.Success);
        return new DeploymentResult
        {
            Success = failed == 0,
            Message = failed == 0 ? SuccessMessage : $"Deployment failed in {failed} of {results.Count} environments; what is pending there is tried again until it succeeds",
            EnvironmentResults = results,
        };
    }

    /// <summary>The result in a sentence.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
