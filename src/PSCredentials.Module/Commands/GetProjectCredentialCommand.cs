using System.Collections;
using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists project credentials, disabled and expired ones too. Every parameter that is given narrows the list.</summary>
[Cmdlet(VerbsCommon.Get, "ProjectCredential", SupportsPaging = true)]
[OutputType(typeof(ProjectCredential), typeof(RemovedProjectCredential))]
public sealed class GetProjectCredentialCommand : CredentialListCmdlet<ProjectCredential>
{
    /// <summary>Usernames; wildcards are allowed. A username without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameList]
    [ArgumentCompleter(typeof(ProjectCredentialCompleter))]
    public string[]? Username { get; set; }

    /// <summary>Ids. One that is not found is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectCredentialCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Projects; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCredentialPropertyCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Roles of which it has to have one; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <summary>E-mail addresses; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCredentialPropertyCompleter))]
    public string[]? Email { get; set; }

    /// <summary>States.</summary>
    [Parameter]
    public CredentialState[]? State { get; set; }

    /// <summary>Labels that have to be there; their values take wildcards.</summary>
    [Parameter]
    [Label]
    [ArgumentCompleter(typeof(ProjectCredentialLabelCompleter))]
    public Hashtable? Label { get; set; }

    /// <summary>Lists the credentials that were removed and can be restored, instead of those that are there.</summary>
    [Parameter]
    public SwitchParameter Removed { get; set; }

    private protected override string Noun => "project credential";

    private protected override string[] Names => Given(Username);

    private protected override string[] Ids => Given(Id);

    private protected override IAsyncEnumerable<ProjectCredential> ListAsync(ICredentialAuthority authority, Page page, CancellationToken cancellationToken) =>
        Removed
            ? authority.RemovedProjectCredentials.ListAsync(Query() with { Skip = page.Skip, First = page.First }, cancellationToken)
            : authority.ProjectCredentials.ListAsync(Query() with { Skip = page.Skip, First = page.First }, cancellationToken);

    private protected override Task<long> CountAsync(ICredentialAuthority authority, CancellationToken cancellationToken) =>
        Removed ? authority.RemovedProjectCredentials.CountAsync(Query(), cancellationToken) : authority.ProjectCredentials.CountAsync(Query(), cancellationToken);

    private ProjectCredentialQuery Query() => new()
    {
        Username = Names,
        Id = Ids,
        Project = Given(Project),
        Role = Given(Role),
        Email = Given(Email),
        State = State ?? [],
        Label = LabelAttribute.ToDictionary(Label),
        ExpiringBefore = ExpiringBefore,
        ExpiredBefore = ExpiredBefore,
    };
}
