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

    /// <summary>A warning for each environment that a change has not reached.</summary>
    /// <param name="project">The project.</param>
    /// <param name="result">What became of the deployment; null where there was none.</param>
    /// <returns>The sentences.</returns>
    internal static List<string> All(string project, DeploymentResult? result) =>
        [.. (result?.EnvironmentResults ?? []).Where(one => !one.Success).Select(failed => For(project, failed))];

    /// <summary>The warning where the environment's own name says its project, or there is one project alone.</summary>
    /// <param name="failed">The result of the environment.</param>
    /// <returns>A sentence.</returns>
    internal static string For(EnvironmentResult failed) =>
        $"Environment '{failed.EnvironmentName}': {failed.Message.TrimEnd('.')}. Get-CredentialDeployment shows what is pending, Publish-ProjectCredential tries again.";

    /// <summary>The warning where the project is gone, and nobody tries again.</summary>
    /// <param name="project">The project.</param>
    /// <param name="failed">The result of the environment.</param>
    /// <returns>Two sentences.</returns>
    internal static string ForRemoved(string project, EnvironmentResult failed) =>
        $"Environment '{failed.EnvironmentName}' of project '{project}', which is removed: {failed.Message.TrimEnd('.')}. It is not tried again; take away by hand what lies there.";
}
