using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Makes a role that credentials of any project can have.</summary>
[Cmdlet(VerbsCommon.New, "CredentialRole", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialRole))]
public sealed class NewCredentialRoleCommand : AuthorityCmdlet
{
    /// <summary>The name, up to 255 characters, unique without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>What it is for, up to 1024 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Description { get; set; } = string.Empty;

    private protected override object? Subject => Name;

    private protected override void Process()
    {
        if (ShouldProcess(Name, "Make role"))
        {
            ICredentialProjectService service = Target.Projects;
            WriteObject(Await(cancellation => service.CreateRoleAsync(Name, Description ?? string.Empty, cancellation)));
        }
    }
}
