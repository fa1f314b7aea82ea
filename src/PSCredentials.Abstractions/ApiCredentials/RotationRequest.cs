namespace PSCredentials;

/// <summary>How a new secret takes the place of an old one.</summary>
public sealed record RotationRequest
{
    /// <summary>How long the old secret works on; zero ends it at once. It never outlives its own expiry.</summary>
    public TimeSpan GracePeriod { get; init; }

    /// <summary>When the new secret shall expire; null keeps the expiry, or takes the policy's default where that has passed.</summary>
    public Expiry? Expiry { get; init; }

    /// <summary>How a new bundle is protected; required for certificates without <see cref="CertificateRequest"/> and <see cref="WithoutBundle"/>.</summary>
    public BundlePassword? Password { get; init; }

    /// <summary>Whether a new certificate comes with its key in PEM alone.</summary>
    public bool WithoutBundle { get; init; }

    /// <summary>How the password protects a new bundle; null takes <see cref="Pkcs12Encryption.Aes256"/>, whatever the old one had.</summary>
    public Pkcs12Encryption? Pkcs12Encryption { get; init; }

    /// <summary>The kind of the new key; null keeps the kind.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>A certification request (PKCS#10, RFC 2986, DER) with the new key, where its owner makes it; empty otherwise.</summary>
    public ReadOnlyMemory<byte> CertificateRequest { get; init; }

    /// <summary>Where a new kubeconfig points; null takes the registered clusters that the old one named.</summary>
    public KubeConfigTarget? Target { get; init; }

    /// <summary>
    /// Makes the new certificate and key of a kubeconfig, and no new kubeconfig: for a holder who keeps the kubeconfig apart from them, and whose
    /// cluster need not be registered.
    /// </summary>
    public bool CertificateOnly { get; init; }

    /// <summary>By what it can be sent again without making two secrets; null where it is not.</summary>
    public IdempotentRequest? Idempotency { get; init; }
}
