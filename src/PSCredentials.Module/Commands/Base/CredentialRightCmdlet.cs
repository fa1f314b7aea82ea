using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>A command that changes what users and groups may do: one right for each principal and scope that is named.</summary>
public abstract class CredentialRightCmdlet : AuthorityCmdlet
{
    private protected CredentialRightCmdlet()
    {
    }

    /// <summary>The users, or with -Group the groups: names, or objects with a property Principal, such as rights.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [PrincipalList]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[] Principal { get; set; } = [];

    /// <summary>What the right allows.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Choice<CredentialRightRole>]
    public CredentialRightRole Role { get; set; }

    /// <summary>The namespaces that the right is about; * for each. Without any scope, it is about the whole authority.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string[]? Namespace { get; set; }

    /// <summary>The workspaces that the right is about; * for each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string[]? Workspace { get; set; }

    /// <summary>The projects that the right is about; * for each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>What kind of scope -Scope names, as rights have it; in place of -Namespace, -Workspace and -Project.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Choice<CredentialScopeType>]
    public CredentialScopeType? ScopeType { get; set; }

    /// <summary>The scope that the right is about, of the kind that -ScopeType says; none for Authority.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RightScopeCompleter))]
    public string? Scope { get; set; }

    /// <summary>The principals are groups of service credentials, and not users.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsGroup")]
    [Flag]
    public SwitchParameter Group { get; set; }

    private protected sealed override object? Subject => Principal is [var one] ? one : Principal;

    private protected sealed override bool CountsRecords => false;

    /// <summary>What is done, as ShouldProcess says it before the right.</summary>
    private protected abstract string Verb { get; }

    private protected abstract void Apply(CredentialRight right);

    private protected sealed override void Process()
    {
        (CredentialScopeType type, string[] scopes) = Scopes();
        foreach (string principal in Principal)
        {
            foreach (string scope in scopes)
            {
                var right = new CredentialRight { Principal = principal, IsGroup = Group, ScopeType = type, Scope = scope, Role = Role };
                Attempt(principal, () => Confirm(right));
            }
        }
    }

    private void Confirm(CredentialRight right)
    {
        if (ShouldProcess(right.IsGroup ? $"{right.Principal} (group)" : right.Principal, $"{Verb} {right.Describe()}"))
        {
            Apply(right);
        }

        CountOne();
    }

    private (CredentialScopeType Type, string[] Scopes) Scopes()
    {
        (CredentialScopeType Type, string[] Names)[] named =
        [
            (CredentialScopeType.Namespace, NamePattern.Given(Namespace)),
            (CredentialScopeType.Workspace, NamePattern.Given(Workspace)),
            (CredentialScopeType.Project, NamePattern.Given(Project)),
        ];
        named = [.. named.Where(one => one.Names.Length > 0)];
        if (named.Length + (ScopeType is null ? 0 : 1) > 1)
        {
            throw CredentialException.Invalid("Namespace, Workspace, Project and ScopeType", "exclude each other; give one of them.");
        }

        if (ScopeType is { } type)
        {
            return (type, [Scope ?? string.Empty]);
        }

        if (!string.IsNullOrEmpty(Scope))
        {
            throw CredentialException.Invalid("ScopeType", $"is needed with Scope '{Scope}'; allowed are {string.Join(", ", Enum.GetNames<CredentialScopeType>())}.");
        }

        // An empty cell must not make a right in one scope one to the whole authority.
        string[] empty = [.. new[] { nameof(Namespace), nameof(Workspace), nameof(Project), nameof(ScopeType), nameof(Scope) }.Where(MyInvocation.BoundParameters.ContainsKey)];
        return named is [var only] ? only
            : empty.Length == 0 ? (CredentialScopeType.Authority, [string.Empty])
            : throw CredentialException.Invalid(string.Join(", ", empty), "is empty; give a name, or * for each, or none of these for the whole authority.");
    }
}
