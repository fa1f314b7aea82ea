using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Registers a Kubernetes cluster that kubeconfigs can point at.</summary>
[Cmdlet(VerbsLifecycle.Register, "CredentialCluster", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialCluster))]
public sealed class RegisterCredentialClusterCommand : AuthorityCmdlet
{
    /// <summary>The name, 1 to 253 characters. The cluster of a site bears the site's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The address of its API server, such as https://10.0.0.1:6443.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public Uri Server { get; set; } = null!;

    /// <summary>The CA certificates that the API server's certificate is checked against: PEM text, or the path of a PEM or DER file. Without it, clients use their own trust store.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? CertificateAuthority { get; set; }

    private protected override object? Subject => Name;

    private protected override void Process()
    {
        string? certificates = CertificateText.Read(this, CertificateAuthority);
        if (ShouldProcess($"{Name} ({Server})", "Register cluster"))
        {
            IClusterService clusters = Target.Clusters;
            WriteObject(Await(cancellation => clusters.RegisterAsync(Name, Server, certificates, cancellation)));
        }
    }
}
