using System.Management.Automation;
using PSCredentials.Module.Completion;

namespace PSCredentials.Commands;

/// <summary>Forgets registered clusters. Kubeconfigs that were issued for them work on.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "CredentialCluster", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterCredentialClusterCommand : AuthorityCmdlet
{
    /// <summary>The names of the clusters, or the clusters as Get-CredentialCluster returns them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[] Name { get; set; } = [];

    private protected override void Process()
    {
        foreach (string name in Name)
        {
            Attempt(name, () => Unregister(name));
        }
    }

    private void Unregister(string name)
    {
        NamePattern.RefuseWild(name, MyInvocation.MyCommand.Name);
        IClusterService clusters = Target.Clusters;
        IReadOnlyList<CredentialCluster> found = Await(cancellation => clusters.ListAsync([name], cancellation));
        CredentialCluster cluster = found.FirstOrDefault()
            ?? throw new CredentialException(CredentialErrors.NotFound, $"No cluster '{name}' is registered.");
        if (ShouldProcess($"{cluster.Name} ({cluster.Server})", "Unregister cluster"))
        {
            Await(cancellation => clusters.UnregisterAsync(cluster.Name, cancellation));
        }
    }
}
