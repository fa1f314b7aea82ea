using System.Collections;
using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>
/// Makes the credential of a person or a system in a project, and deploys it to all environments of the project. Objects with the property names of the
/// Apinizer contract, such as its JSON bodies, can be piped in.
/// </summary>
/// <remarks>Hashing a password is slow on purpose. With several objects in the pipeline, all cores work ahead of the output.</remarks>
[Cmdlet(VerbsCommon.New, "ProjectCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ProjectCredential), typeof(IssuedProjectCredential))]
public sealed class NewProjectCredentialCommand : AuthorityCmdlet
{
    private OrderedWork<ProjectCredential>? _work;
    private long _record;

    /// <summary>Who presents it: up to 255 characters, no colon, unique over all projects.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? Username { get; set; }

    /// <summary>The project.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectName")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = string.Empty;

    /// <summary>The e-mail address of its holder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? Email { get; set; }

    /// <summary>The full name of its holder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? FullName { get; set; }

    /// <summary>The password: a SecureString, or text, as the rows of a file and JSON bodies hold it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PresentedSecret]
    public SecureString? Password { get; set; }

    /// <summary>Username and password at once, as Get-Credential returns them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Lets the authority make a password, which is on the returned object and never shown again.</summary>
    [Parameter]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>What it is for, up to 1024 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? Description { get; set; }

    /// <summary>The names of its roles, which have to exist.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RoleNameList")]
    [AllowEmptyCollection]
    [TextList]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <summary>The addresses and CIDR ranges it may be used from; anywhere by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IpList")]
    [AllowEmptyCollection]
    [TextList]
    public string[]? IPAddress { get; set; }

    /// <summary>When it stops working; local time where it names no zone. Never by default. A moment that has passed makes it expired from the start.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExpiresAt")]
    [Moment]
    public DateTimeOffset? ExpireDate { get; set; }

    /// <summary>Makes it switched off.</summary>
    [Parameter]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Whether it is switched on, as objects say it; true by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyIsAbsent]
    public bool? Enabled { get; set; }

    /// <summary>Labels for finding and grouping: a hashtable, or text such as 'team=payments;stage=prod'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Labels")]
    [Label]
    [ArgumentCompleter(typeof(ProjectCredentialLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>Keeps a sealed copy of the password in the vault, which SecretManagement reads by name. Without it nobody reads the password again.</summary>
    [Parameter]
    public SwitchParameter Recoverable { get; set; }

    /// <summary>Puts a made password on the object as text in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override object? Subject => Credential?.UserName ?? Username;

    private protected override bool CountsRecords => false;

    // A command that shall stop at the first error must not have worked ahead of it.
    private OrderedWork<ProjectCredential> Work => _work ??= new OrderedWork<ProjectCredential>(
        MyInvocation.ExpectingInput && !StopsAtErrors ? 2 * Environment.ProcessorCount : 1);

    private protected override void Process()
    {
        _record++;
        ProjectCredentialRequest request = Request();
        if (!ShouldProcess($"{Project}/{request.Username}", "Make project credential"))
        {
            return;
        }

        IProjectCredentialService service = Target.ProjectCredentials;
        while (Work.IsFullFor(request.Username) && Work.TryTake(out OrderedWork<ProjectCredential>.Item? oldest))
        {
            Finish(oldest);
        }

        Work.Add(new(request.Username, Subject ?? string.Empty, _record, Task.Run(() => RequestLines.FollowAsync(Requests, () => service.CreateAsync(request, Stop)))));
        if (!MyInvocation.ExpectingInput)
        {
            End();
        }

        while (Work.IsOldestDone && Work.TryTake(out OrderedWork<ProjectCredential>.Item? done))
        {
            Finish(done);
        }
    }

    private protected override void End()
    {
        while (_work?.TryTake(out OrderedWork<ProjectCredential>.Item? oldest) == true)
        {
            Finish(oldest);
        }
    }

    private void Finish(OrderedWork<ProjectCredential>.Item item)
    {
        Attempt(item.Target, () => Emit(item));
        CountOne();
    }

    private void Emit(OrderedWork<ProjectCredential>.Item item)
    {
        ProjectCredential made;
        try
        {
            made = Await(_ => item.Task);
        }
        catch (CredentialException error) when (MyInvocation.ExpectingInput)
        {
            throw new CredentialException(error.Definition, $"{error.Message} (Object {item.Record} of the pipeline.)", error);
        }

        DeploymentWarning.All(made.Project, made.DeploymentResult).ForEach(WriteWarning);
        WarnOfExpiry(made);
        WriteObject(AsPlainText && made is IssuedProjectCredential issued ? PlainText.Reveal(issued) : made);
    }

    private ProjectCredentialRequest Request()
    {
        (string username, SecretText? password) = AccountInput.Read(Username, Password, Credential);
        if (GeneratePassword && password is not null)
        {
            throw CredentialException.Invalid("Password", "and GeneratePassword exclude each other; give one of them.");
        }

        return new ProjectCredentialRequest
        {
            Username = username,
            Project = Project,
            Password = GeneratePassword ? null : password ?? new SecretText(string.Empty),
            Email = Email ?? string.Empty,
            FullName = FullName ?? string.Empty,
            Description = Description ?? string.Empty,
            Role = Role ?? [],
            IPAddress = IPAddress ?? [],
            ExpiresAt = ExpireDate,
            IsDisabled = Disabled || Enabled == false,
            Label = LabelAttribute.ToDictionary(Label),
            IsRecoverable = Recoverable,
        };
    }
}
