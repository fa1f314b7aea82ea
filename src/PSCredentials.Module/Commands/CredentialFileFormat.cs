namespace PSCredentials.Commands;

/// <summary>What Export-ApiCredential writes.</summary>
public enum CredentialFileFormat
{
    /// <summary>The PKCS#12 bundle, protected by its password.</summary>
    Pkcs12,

    /// <summary>The private key, the certificate, and the certificates above it, in PEM. The key is encrypted where a password is given.</summary>
    Pem,

    /// <summary>The certificate and the certificates above it, in PEM, without the private key.</summary>
    Certificate,

    /// <summary>The certificate alone, in DER.</summary>
    Der,

    /// <summary>The kubeconfig.</summary>
    KubeConfig,

    /// <summary>The token as text.</summary>
    Token,
}
