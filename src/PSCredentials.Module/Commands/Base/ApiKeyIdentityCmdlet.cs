using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>A command that does something to API keys that exist.</summary>
public abstract class ApiKeyIdentityCmdlet : IdentityCmdlet<ApiKey>
{
    private protected ApiKeyIdentityCmdlet()
    {
    }

    /// <summary>
    /// The keys: names, ids, objects as Get-ApiKey and New-ApiKey return them, live or deserialized, or any objects with a property Id, or Name
    /// and Workspace, such as the rows of a CSV file.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [Identity]
    [ArgumentCompleter(typeof(ApiKeyCompleter))]
    public CredentialIdentity[] Identity { get; set; } = [];

    /// <summary>The workspace that names are looked for in; all by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceName")]
    [ArgumentCompleter(typeof(ApiKeyPropertyCompleter))]
    public string? Workspace { get; set; }

    private protected sealed override CredentialIdentity[] Identities => Identity;

    private protected sealed override string? Scope => string.IsNullOrEmpty(Workspace) ? null : Workspace;

    private protected override Task<ApiKey> FindAsync(ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ApiKeys.GetAsync(reference, cancellationToken);

    private protected override IAsyncEnumerable<ApiKey> MatchAsync(ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken) =>
        authority.ApiKeys.ListAsync(new ApiKeyQuery { Name = [name], Workspace = scope is null ? [] : [scope] }, cancellationToken);

    private protected sealed override string Describe(ApiKey credential) =>
        credential.Workspace.Length == 0 ? $"{credential.Name} ({credential.Role})" : $"{credential.Workspace}/{credential.Name} ({credential.Role})";
}
