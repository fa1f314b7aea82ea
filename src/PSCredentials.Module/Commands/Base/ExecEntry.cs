using System.Management.Automation.Language;

namespace PSCredentials.Commands;

/// <summary>The command that an exported kubeconfig names in place of a certificate and its key.</summary>
internal static class ExecEntry
{
    private static readonly string[] PowerShell = ["pwsh", "-NoProfile", "-NonInteractive", "-Command"];

    /// <summary>Writes the command for one credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="home">The folder of its vault.</param>
    /// <param name="module">The folder of the module.</param>
    /// <param name="program">What runs the text, with its own arguments; null for PowerShell.</param>
    internal static KubeConfigExec For(ApiCredential credential, string home, string module, string[]? program)
    {
        string[] line = program is { Length: > 0 } ? program : PowerShell;
        return new KubeConfigExec
        {
            Command = line[0],
            Argument = [.. line[1..], Text(Path.Combine(module, "PSCredentials.psd1"))],
            CredentialId = credential.Id,
            Home = home,
            InstallHint = "The certificate comes from the PowerShell module PSCredentials, which needs PowerShell 7.6 or later: https://aka.ms/powershell",
        };
    }

    // The client reads standard output, where PowerShell puts warnings too; they go where the client shows them.
    private static string Text(string manifest) =>
        "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; $WarningPreference = 'SilentlyContinue'; "
        + $"Import-Module -Name '{CodeGeneration.EscapeSingleQuotedStringContent(manifest)}'; "
        + $"New-KubernetesExecCredential -Identity $env:{KubeConfigExec.CredentialVariable} -WarningVariable warned; "
        + "$warned | ForEach-Object { [Console]::Error.WriteLine('WARNING: ' + $_) }";
}
