using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Lists registered clusters.</summary>
[Cmdlet(VerbsCommon.Get, "CredentialCluster")]
[OutputType(typeof(CredentialCluster))]
public sealed class GetCredentialClusterCommand : AuthorityCmdlet
{
    /// <summary>Names; wildcards are allowed. A name without wildcards that is not found is an error.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[] Name { get; set; } = [];

    private protected override void Process()
    {
        IClusterService clusters = Target.Clusters;
        IReadOnlyList<CredentialCluster> found = Await(cancellation => clusters.ListAsync(Name, cancellation));
        WriteObject(found, enumerateCollection: true);
        foreach (string name in Name.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)))
        {
            if (!found.Any(cluster => string.Equals(cluster.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                Attempt(name, () => throw new CredentialException(CredentialErrors.NotFound, $"No cluster '{name}' is registered."));
            }
        }
    }
}
