using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Lists the proxies and groups of proxies that project credentials may use. Usernames take wildcards.</summary>
[Cmdlet(VerbsCommon.Get, "ProjectCredentialAccess")]
[OutputType(typeof(ProjectCredentialAccess))]
public sealed class GetProjectCredentialAccessCommand : ProjectCredentialIdentityCmdlet
{
    /// <summary>Only these proxies; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? ApiProxy { get; set; }

    /// <summary>Only these groups of proxies; wildcards are allowed.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    public string[]? ApiProxyGroup { get; set; }

    private protected override string ActionText => "Read access";

    private protected override bool OnlyReads => true;

    private protected override bool TakesWildcards => true;

    private protected override void Apply(ProjectCredential credential)
    {
        IProjectCredentialService service = Target.ProjectCredentials;
        IReadOnlyList<ProjectCredentialAccess> granted = Await(cancellation => service.ListAccessAsync(CredentialReference.ById(credential.Id), cancellation));
        WriteObject(granted.Where(IsWanted), enumerateCollection: true);
    }

    // Each of the two narrows its own type; where one is given, the other type is not wanted.
    private bool IsWanted(ProjectCredentialAccess access)
    {
        string[]? names = access.Type == AccessTargetType.ApiProxy ? ApiProxy : ApiProxyGroup;
        return names is null ? ApiProxy is null && ApiProxyGroup is null : NamePattern.Match(names, access.Name);
    }
}
