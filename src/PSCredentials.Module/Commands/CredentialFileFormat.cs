namespace PSCredentials.Commands;

/// <summary>What Export-ApiCredential writes.</summary>
public enum CredentialFileFormat
{
    /// <summary>The PKCS#12 bundle, protected by its password.</summary>
    Pkcs12,

    /// <summary>The private key, not encrypted, the certificate, and the certificates above it, in PEM.</summary>
    Pem,

    /// <summary>The kubeconfig.</summary>
    KubeConfig,

    /// <summary>The token as text.</summary>
    Token,
}
