namespace PSCredentials;

/// <summary>A certificate authority that a user brings: files as they are, which the authority reads, or a key in a token with or without a certificate.</summary>
public sealed record CertificateAuthoritySource
{
    /// <summary>
    /// A PKCS#12 bundle with the private key, or PEM text with the certificate, and the private key where that is not given apart. The certificates
    /// above an intermediate one have to be in it too, up to its root.
    /// </summary>
    public ReadOnlyMemory<byte> Certificates { get; init; }

    /// <summary>The private key in PEM, encrypted or not; empty where it is in <see cref="Certificates"/>.</summary>
    public ReadOnlyMemory<byte> PrivateKey { get; init; }

    /// <summary>The password of the bundle, or of an encrypted private key; null where there is none.</summary>
    public SecretText? Password { get; init; }

    /// <summary>
    /// The private key in a token, in place of one in a file; null where it is in a file. Where <see cref="Certificates"/> is empty then, a root is made for it.
    /// </summary>
    public TokenKeySource? Token { get; init; }
}
