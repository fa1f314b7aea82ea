using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Makes a project, which holds credentials and the environments they are deployed to.</summary>
[Cmdlet(VerbsCommon.New, "CredentialProject", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialProject))]
public sealed class NewCredentialProjectCommand : AuthorityCmdlet
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
        if (ShouldProcess(Name, "Make project"))
        {
            ICredentialProjectService service = Target.Projects;
            WriteObject(Await(cancellation => service.CreateProjectAsync(Name, Description ?? string.Empty, cancellation)));
        }
    }
}
