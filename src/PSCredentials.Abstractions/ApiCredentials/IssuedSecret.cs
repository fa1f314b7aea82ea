namespace PSCredentials;

/// <summary>The secret of a credential, as issue and rotation hand it over. Which parts are there follows from the credential's type.</summary>
public sealed record IssuedSecret
{
    /// <summary>The token.</summary>
    public SecretText? Token { get; init; }

    /// <summary>The client certificate, DER.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>The certificates above it, DER, the issuer first.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chain { get; init; } = [];

    /// <summary>The private key in PEM (PKCS#8, RFC 5958).</summary>
    public SecretText? PrivateKeyPem { get; init; }

    /// <summary>The PKCS#12 bundle (RFC 7292).</summary>
    public ReadOnlyMemory<byte> Pkcs12 { get; init; }

    /// <summary>The bundle's password, where it was made and not given.</summary>
    public SecretText? GeneratedPassword { get; init; }

    /// <summary>The kubeconfig, YAML.</summary>
    public SecretText? KubeConfig { get; init; }
}
