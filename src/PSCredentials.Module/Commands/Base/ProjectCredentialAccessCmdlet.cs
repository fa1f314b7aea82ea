using System.Management.Automation;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>A command that changes what project credentials may use.</summary>
public abstract class ProjectCredentialAccessCmdlet : ProjectCredentialIdentityCmdlet
{
    private protected ProjectCredentialAccessCmdlet()
    {
    }

    /// <summary>The names of proxies.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TextList]
    public string[]? ApiProxy { get; set; }

    /// <summary>The names of groups of proxies.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TextList]
    public string[]? ApiProxyGroup { get; set; }

    /// <summary>
    /// Proxies and groups as objects with a name and a type, such as Get-ProjectCredentialAccess returns them, or the entries of the Apinizer contract's
    /// credentialAccessList.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CredentialAccessList")]
    [AllowEmptyCollection]
    [AccessTargetList]
    public AccessTarget[]? Access { get; set; }

    /// <summary>All that was named, once each.</summary>
    private protected IReadOnlyList<AccessTarget> Targets =>
    [
        .. (ApiProxy ?? []).Select(name => new AccessTarget(name))
            .Concat((ApiProxyGroup ?? []).Select(name => new AccessTarget(name, AccessTargetType.ApiProxyGroup)))
            .Concat(Access ?? [])
            .Distinct(),
    ];

    /// <summary>What was named, as ShouldProcess says it.</summary>
    private protected string TargetText => string.Join(", ", Targets.Select(target => target.Type == AccessTargetType.ApiProxy ? target.Name : $"{target.Name} (group)"));
}
