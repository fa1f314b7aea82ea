using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace PSCredentials.Commands;

/// <summary>Reads and writes tokens by the commands of the module Microsoft.PowerShell.SecretManagement, where it is installed.</summary>
internal static class SecretManagement
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    private const string GetScript = $$"""
        param($Name, $Vault)
        $where = @{ Name = $Name; ErrorAction = 'Stop' }
        if ($Vault) { $where.Vault = $Vault }
        {{Module}}\Get-Secret @where
        """;

    private const string SetScript = $$"""
        param($Name, $Vault, $Secret)
        $where = @{ Name = $Name; SecureStringSecret = $Secret; ErrorAction = 'Stop' }
        if ($Vault) { $where.Vault = $Vault }
        {{Module}}\Set-Secret @where
        """;

    /// <summary>Reads a token.</summary>
    /// <param name="cmdlet">In whose session.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="vault">The vault of SecretManagement; null asks all.</param>
    /// <returns>The token.</returns>
    /// <exception cref="CredentialException">The module is not installed, or the secret is not there or is no text.</exception>
    internal static SecretText Read(PSCmdlet cmdlet, string name, string? vault)
    {
        Collection<PSObject> found = Run(cmdlet, "Get-Secret", GetScript, name, vault, null);
        return found.Select(item => item?.BaseObject).FirstOrDefault() switch
        {
            SecureString secure => new SecretText(secure),
            PSCredential credential => new SecretText(credential.Password),
            NetworkCredential credential => new SecretText(credential.SecurePassword),
            string text => new SecretText(text),
            null => throw new CredentialException(CredentialErrors.NotFound, $"SecretManagement has no secret '{name}'."),
            _ => throw CredentialException.Invalid("SecretName", $"'{name}' is neither a text nor a credential."),
        };
    }

    /// <summary>Writes a token.</summary>
    /// <param name="cmdlet">In whose session.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="vault">The vault of SecretManagement; null takes its default one.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="CredentialException">The module is not installed, or refuses.</exception>
    internal static void Write(PSCmdlet cmdlet, string name, string? vault, SecureString token) => Run(cmdlet, "Set-Secret", SetScript, name, vault, token);

    private static Collection<PSObject> Run(PSCmdlet cmdlet, string command, string script, string name, string? vault, SecureString? token)
    {
        if (cmdlet.InvokeCommand.GetCommand($"{Module}\\{command}", CommandTypes.Cmdlet | CommandTypes.Function) is null)
        {
            throw CredentialException.Invalid("SecretName", $"needs {command} of the module {Module}, which is not installed here.");
        }

        try
        {
            return cmdlet.InvokeCommand.NewScriptBlock(script).Invoke(name, vault, token);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw new CredentialException(CredentialErrors.NotFound, $"{command} of SecretManagement refuses '{name}': {error.Message}", error);
        }
    }
}
