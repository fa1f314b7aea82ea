using System.Collections;
using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Changes what is known of API credentials: description, labels, addresses, and the roles and groups of service credentials.</summary>
/// <remarks>
/// The new values do not come from the pipeline's objects: a credential that is piped in carries its old ones under the same names, and
/// writing those back would undo what others changed in between.
/// </remarks>
[Cmdlet(VerbsCommon.Set, "ApiCredential", SupportsShouldProcess = true)]
[OutputType(typeof(ApiCredential))]
public sealed class SetApiCredentialCommand : ApiCredentialChangeCmdlet
{
    /// <summary>The new description, up to 1024 characters; an empty one takes the old away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The new labels, in place of all old ones: a hashtable, or text such as 'team=payments;stage=prod'. An empty hashtable takes all away.</summary>
    [Parameter]
    [Label]
    [ArgumentCompleter(typeof(ApiCredentialLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>The addresses and CIDR ranges it may be used from, in place of the old ones; an empty array means anywhere.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [TextList]
    public string[]? IPAddress { get; set; }

    /// <summary>The roles of a service credential, in place of the old ones: texts such as 'payments:reader', or NamespaceRole objects.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [NamespaceRoleList]
    [ArgumentCompleter(typeof(NamespaceRoleCompleter))]
    public NamespaceRole[]? NamespaceRole { get; set; }

    /// <summary>The groups of a service credential, in place of the old ones.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [TextList]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? UserGroup { get; set; }

    private protected override string ActionText => "Set " + string.Join(", ", Given());

    private protected override void Begin()
    {
        if (!Given().Any())
        {
            throw CredentialException.Invalid("Description, Label, IPAddress, NamespaceRole or UserGroup", "is needed: nothing says what to change.");
        }
    }

    private protected override Task<ApiCredential> ChangeAsync(IApiCredentialService service, CredentialReference reference, CancellationToken cancellationToken) =>
        service.ChangeAsync(
            reference,
            new ApiCredentialChange
            {
                Description = Description,
                Label = Label is null ? null : LabelAttribute.ToDictionary(Label),
                IPAddress = IPAddress,
                NamespaceRole = NamespaceRole,
                UserGroup = UserGroup,
            },
            cancellationToken);

    // An empty cell, or null, says nothing; an empty array or hashtable takes everything away.
    private IEnumerable<string> Given() =>
        from given in new (string Name, object? Value)[]
        {
            (nameof(Description), Description), (nameof(Label), Label), (nameof(IPAddress), IPAddress), (nameof(NamespaceRole), NamespaceRole), (nameof(UserGroup), UserGroup),
        }
        where given.Value is not null
        select given.Name;
}
