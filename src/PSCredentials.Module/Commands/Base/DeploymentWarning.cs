namespace PSCredentials.Commands;

/// <summary>Says that a change has not reached an environment.</summary>
internal static class DeploymentWarning
{
    /// <summary>The warning.</summary>
    /// <param name="project">The project.</param>
    /// <param name="failed">The result of the environment.</param>
    /// <returns>A sentence.</returns>
    internal static string For(string project, EnvironmentResult failed) =>
        $"Environment '{failed.EnvironmentName}' of project '{project}': {failed.Message.TrimEnd('.')}. Get-CredentialDeployment shows what is pending, Publish-ProjectCredential tries again.";
}
