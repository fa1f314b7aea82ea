using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;
using PSCredentials.Module.Session;

namespace PSCredentials.Commands;

/// <summary>Forgets saved connections, and the tokens that the vault keeps with them. Names take wildcards. The session stays connected; a secret of SecretManagement stays.</summary>
[Cmdlet(VerbsCommon.Remove, "CredentialConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveCredentialConnectionCommand : AuthorityCmdlet
{
    /// <summary>The names of the connections, or the connections as Get-CredentialConnection returns them; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameList]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    public string[] Name { get; set; } = [];

    private protected override bool CountsRecords => false;

    private protected override bool MakesVaults => false;

    private protected override SessionConnections.Connection Unnamed() => OwnVault();

    private protected override void Process()
    {
        foreach (string name in Name)
        {
            Attempt(name, () => Process(name));
        }
    }

    private void Process(string name)
    {
        ICredentialConnectionService saved = Target.Connections;
        CredentialConnection[] found = [.. Await(cancellation => saved.ListAsync([], cancellation)).Where(item => NamePattern.Matches(name, item.Name))];
        if (found.Length == 0 && !NamePattern.IsWild(name))
        {
            throw new CredentialException(CredentialErrors.NotFound, $"No saved connection '{name}' was found.");
        }

        foreach (CredentialConnection item in found)
        {
            Attempt(NamePattern.IsWild(name) ? item : name, () => Remove(saved, item));
        }
    }

    private void Remove(ICredentialConnectionService saved, CredentialConnection item)
    {
        if (ShouldProcess($"{item.Name} ({item.Uri})", item.HasToken ? "Forget connection and its token" : "Forget connection"))
        {
            Await(cancellation => saved.RemoveAsync(item.Name, cancellation));
        }

        CountOne();
    }
}
