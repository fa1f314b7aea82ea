using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists the rights of users and groups. Names take wildcards; a name without wildcards that nothing is found for is an error.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialRight")]
[OutputType(typeof(CredentialRight))]
public sealed class GetCredentialRightCommand : AuthorityCmdlet
{
    /// <summary>Users and groups; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [PrincipalList]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? Principal { get; set; }

    /// <summary>Rights in these namespaces; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? Namespace { get; set; }

    /// <summary>Rights in these workspaces; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string[]? Workspace { get; set; }

    /// <summary>Rights in these projects; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>Roles.</summary>
    [Parameter]
    public CredentialRightRole[]? Role { get; set; }

    /// <summary>Only the rights of groups.</summary>
    [Parameter]
    public SwitchParameter Group { get; set; }

    private protected override object? Subject => Principal is [var one] ? one : Principal;

    private protected override void Process()
    {
        ICredentialRightService service = Target.Rights;
        string[] principals = NamePattern.Given(Principal);
        CredentialRight[] found = [.. Await(service.ListAsync).Where(right => NamePattern.Match(principals, right.Principal) && IsWanted(right))];
        WriteObject(found, enumerateCollection: true);
        foreach (string principal in principals.Where(IsMissing(found.Select(right => right.Principal))))
        {
            Attempt(principal, () => throw new CredentialException(CredentialErrors.NotFound, $"No right of '{principal}' was found{Narrowed}."));
        }

        // Who has no right at all is the error of such a line, and not each of the scopes.
        (CredentialScopeType Type, string Name)[] missing = principals.Length > 0
            ? []
            : [.. Scopes.SelectMany(scope => scope.Names.Where(IsMissing(found.Where(right => right.ScopeType == scope.Type).Select(right => right.Scope))).Select(name => (scope.Type, name)))];
        foreach ((CredentialScopeType type, string name) in missing)
        {
            Attempt(name, () => throw new CredentialException(CredentialErrors.NotFound, $"No right in {type.ToString().ToLowerInvariant()} '{name}' was found{Narrowed}."));
        }
    }

    private (CredentialScopeType Type, string[] Names)[] Scopes =>
    [
        (CredentialScopeType.Namespace, NamePattern.Given(Namespace)),
        (CredentialScopeType.Workspace, NamePattern.Given(Workspace)),
        (CredentialScopeType.Project, NamePattern.Given(Project)),
    ];

    private string Narrowed
    {
        get
        {
            string[] given = [.. new[] { nameof(Namespace), nameof(Workspace), nameof(Project), nameof(Role), nameof(Group) }.Where(MyInvocation.BoundParameters.ContainsKey)];
            return given.Length == 0 ? string.Empty : $" with the given {string.Join(", ", given)}";
        }
    }

    // Each kind of scope narrows its own rights; where one is given, the others are not wanted.
    private bool IsWanted(CredentialRight right)
    {
        (CredentialScopeType Type, string[] Names)[] given = [.. Scopes.Where(scope => scope.Names.Length > 0)];
        return (given.Length == 0 || given.Any(scope => scope.Type == right.ScopeType && NamePattern.Match(scope.Names, right.Scope)))
            && (Role is null or [] || Role.Contains(right.Role))
            && (!Group || right.IsGroup);
    }

    private static Func<string, bool> IsMissing(IEnumerable<string> found) =>
        name => !NamePattern.IsWild(name) && !found.Any(one => NamePattern.Matches(name, one));
}
