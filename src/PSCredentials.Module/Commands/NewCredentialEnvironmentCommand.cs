using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Makes an environment of a project, and deploys the project's credentials to it.</summary>
[Cmdlet(VerbsCommon.New, "CredentialEnvironment", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialEnvironment))]
public sealed class NewCredentialEnvironmentCommand : AuthorityCmdlet
{
    private const string FileSet = "Htpasswd";
    private const string AddressSet = "Webhook";

    /// <summary>The name, up to 255 characters, unique in the project without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The project.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectName")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = string.Empty;

    /// <summary>What it is; it follows from -Path or -Uri.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Choice<CredentialEnvironmentKind>]
    public CredentialEnvironmentKind? Kind { get; set; }

    /// <summary>The password file, taken literally; it need not exist. A relative path starts from the session's location.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FileSet, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath")]
    [GivenText]
    public string Path { get; set; } = string.Empty;

    /// <summary>For a password file: the program that is run after it was written, by its absolute path, and its arguments. No shell is asked.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [EmptyIsAbsent]
    public string[]? ReloadCommand { get; set; }

    /// <summary>The address that changes are posted to: https, or http on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Url")]
    [GivenText]
    public Uri Uri { get; set; } = null!;

    /// <summary>The key that messages are signed by (HMAC-SHA-256), 16 to 1024 characters, which the receiver has too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [ChosenSecret(PassesOverEmpty = true)]
    public SecureString SigningKey { get; set; } = null!;

    private protected override object? Subject => Name;

    private protected override void Process()
    {
        CredentialEnvironmentRequest request = Request();
        if (!ShouldProcess($"{Project}/{Name} ({request.Target})", "Make environment"))
        {
            return;
        }

        IDeploymentService service = Target.Deployment;
        CredentialEnvironment made = Await(cancellation => service.CreateEnvironmentAsync(request, cancellation));
        if (made.LastError is { } error)
        {
            WriteWarning(DeploymentWarning.For(made.Project, new EnvironmentResult(made.Name, Success: false, error)));
        }

        WriteObject(made);
    }

    private CredentialEnvironmentRequest Request()
    {
        bool isFile = ParameterSetName == FileSet;
        CredentialEnvironmentKind kind = isFile ? CredentialEnvironmentKind.Htpasswd : CredentialEnvironmentKind.Webhook;
        if (Kind is { } asked && asked != kind)
        {
            throw CredentialException.Invalid("Kind", $"is {asked}, which needs {(isFile ? "-Uri and -SigningKey" : "-Path")}.");
        }

        return new CredentialEnvironmentRequest
        {
            Project = Project,
            Name = Name,
            Kind = kind,
            Target = isFile ? FilePath.Resolve(this, Path) : Uri.OriginalString,
            ReloadCommand = ReloadCommand ?? [],
            SigningKey = isFile ? null : new SecretText(SigningKey),
        };
    }
}
