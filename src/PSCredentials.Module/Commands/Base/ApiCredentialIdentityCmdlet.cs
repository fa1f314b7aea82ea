using System.Management.Automation;
using PSCredentials.Module.Binding;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>A command that does something to API credentials that exist.</summary>
public abstract class ApiCredentialIdentityCmdlet : IdentityCmdlet<ApiCredential>
{
    private protected ApiCredentialIdentityCmdlet()
    {
    }

    /// <summary>
    /// The credentials: names, ids, objects as Get-ApiCredential and New-ApiCredential return them, live or deserialized, or any objects with a
    /// property Id, or Name and Namespace, such as the rows of a CSV file.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [Identity]
    [ArgumentCompleter(typeof(ApiCredentialCompleter))]
    public CredentialIdentity[] Identity { get; set; } = [];

    /// <summary>The namespace that names are looked for in; all by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiCredentialPropertyCompleter))]
    public string? Namespace { get; set; }

    private protected sealed override CredentialIdentity[] Identities => Identity;

    private protected sealed override string? Scope => string.IsNullOrEmpty(Namespace) ? null : Namespace;

    private protected override Task<ApiCredential> FindAsync(ICredentialAuthority authority, CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ApiCredentials.GetAsync(reference, cancellationToken);

    private protected override IAsyncEnumerable<ApiCredential> MatchAsync(ICredentialAuthority authority, string name, string? scope, CancellationToken cancellationToken) =>
        authority.ApiCredentials.ListAsync(new ApiCredentialQuery { Name = [name], Namespace = scope is null ? [] : [scope] }, cancellationToken);

    private protected sealed override string Describe(ApiCredential credential) => $"{credential.Namespace}/{credential.Name} ({credential.Type})";
}
