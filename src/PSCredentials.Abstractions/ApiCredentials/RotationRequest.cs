namespace PSCredentials;

/// <summary>How a new secret takes the place of an old one.</summary>
public sealed record RotationRequest
{
    /// <summary>How long the old secret works on; zero ends it at once. It never outlives its own expiry.</summary>
    public TimeSpan GracePeriod { get; init; }

    /// <summary>When the new secret shall expire; null keeps the expiry, or takes the policy's default where that has passed.</summary>
    public Expiry? Expiry { get; init; }

    /// <summary>How a new bundle is protected; required for certificates.</summary>
    public BundlePassword? Password { get; init; }

    /// <summary>Where a new kubeconfig points; null takes the registered cluster that the old one named.</summary>
    public KubeConfigTarget? Target { get; init; }
}
