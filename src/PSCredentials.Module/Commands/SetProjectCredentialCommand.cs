using System.Collections;
using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Changes project credentials, their passwords too, and deploys them to all environments of their project. The username cannot change.</summary>
/// <remarks>
/// The new values do not come from the pipeline's objects: a credential that is piped in carries its old ones under the same names, and
/// writing those back would undo what others changed in between.
/// </remarks>
[Cmdlet(VerbsCommon.Set, "ProjectCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ProjectCredential), typeof(IssuedProjectCredential))]
public sealed class SetProjectCredentialCommand : ProjectCredentialChangeCmdlet
{
    /// <summary>The new password.</summary>
    [Parameter]
    [ChosenSecret]
    public SecureString? Password { get; set; }

    /// <summary>Lets the authority make a new password, which is on the returned object and never shown again.</summary>
    [Parameter]
    public SwitchParameter GeneratePassword { get; set; }

    /// <summary>How long the old password works on: a number of days, a TimeSpan, or text such as '12h'. Password files hold the new one alone.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? GracePeriod { get; set; }

    /// <summary>The new e-mail address.</summary>
    [Parameter]
    public string? Email { get; set; }

    /// <summary>The new full name.</summary>
    [Parameter]
    public string? FullName { get; set; }

    /// <summary>The new description, up to 1024 characters; an empty one takes the old away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The roles, in place of the old ones; an empty array takes all away.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [TextList]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <summary>The addresses and CIDR ranges it may be used from, in place of the old ones; an empty array means anywhere.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [TextList]
    public string[]? IPAddress { get; set; }

    /// <summary>When it stops working; local time where it names no zone.</summary>
    [Parameter]
    [Alias("ExpiresAt")]
    [Moment]
    public DateTimeOffset? ExpireDate { get; set; }

    /// <summary>Lets it work without end.</summary>
    [Parameter]
    public SwitchParameter NeverExpires { get; set; }

    /// <summary>The new labels, in place of all old ones: a hashtable, or text such as 'team=payments;stage=prod'. An empty hashtable takes all away.</summary>
    [Parameter]
    [Label]
    [ArgumentCompleter(typeof(ProjectCredentialLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>Puts a made password on the object as text in place of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override string ActionText => "Set " + string.Join(", ", Given());

    private protected override ProjectCredentialChange Change => new()
    {
        Password = Password is null ? null : new SecretText(Password),
        GeneratePassword = GeneratePassword,
        GracePeriod = GracePeriod ?? TimeSpan.Zero,
        Email = Email,
        FullName = FullName,
        Description = Description,
        Role = Role,
        IPAddress = IPAddress,
        ExpiresAt = ExpireDate,
        NeverExpires = NeverExpires,
        Label = Label is null ? null : LabelAttribute.ToDictionary(Label),
    };

    private protected override void Begin()
    {
        if (!Given().Any())
        {
            throw CredentialException.Invalid(
                "Password, GeneratePassword, Email, FullName, Description, Role, IPAddress, ExpireDate, NeverExpires or Label", "is needed: nothing says what to change.");
        }
    }

    private protected override void Emit(ProjectCredential changed)
    {
        if (changed is IssuedProjectCredential issued)
        {
            WriteObject(AsPlainText ? PlainText.Reveal(issued) : issued);
        }
        else
        {
            base.Emit(changed);
        }
    }

    // An empty cell, or null, says nothing; an empty array or hashtable takes everything away.
    private IEnumerable<string> Given() =>
        from given in new (string Name, bool IsGiven)[]
        {
            (nameof(Password), Password is not null),
            (nameof(GeneratePassword), GeneratePassword),
            (nameof(Email), Email is not null),
            (nameof(FullName), FullName is not null),
            (nameof(Description), Description is not null),
            (nameof(Role), Role is not null),
            (nameof(IPAddress), IPAddress is not null),
            (nameof(ExpireDate), ExpireDate is not null),
            (nameof(NeverExpires), NeverExpires),
            (nameof(Label), Label is not null),
        }
        where given.IsGiven
        select given.Name;
}
