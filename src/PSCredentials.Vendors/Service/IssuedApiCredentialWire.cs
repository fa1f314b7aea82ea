using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>An API credential with its secret, as issue and rotation answer it, once.</summary>
internal sealed record IssuedApiCredentialWire : ApiCredentialWire, IWire<IssuedApiCredentialWire>
{
    /// <summary>Nothing yet.</summary>
    public IssuedApiCredentialWire()
    {
    }

    /// <summary>A credential with its secret.</summary>
    /// <param name="issued">What was issued.</param>
    public IssuedApiCredentialWire(IssuedApiCredential issued)
        : base(issued) => Secret = new SecretWire(issued);

    /// <summary>The secret.</summary>
    public SecretWire Secret { get; init; } = new();

    /// <inheritdoc/>
    public static new JsonTypeInfo<IssuedApiCredentialWire> Json => ServiceJson.Default.IssuedApiCredentialWire;

    /// <summary>The credential as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    /// <returns>The credential with its secret.</returns>
    public IssuedApiCredential ToIssued(string authority) => new(ToCredential(authority), Secret.ToSecret());
}

/// <summary>A secret. Which parts are there follows from the type and from what was asked for.</summary>
internal sealed record SecretWire
{
    /// <summary>Nothing yet.</summary>
    public SecretWire()
    {
    }

    /// <summary>The secret of what was issued.</summary>
    /// <param name="issued">What was issued.</param>
    public SecretWire(IssuedApiCredential issued)
    {
        IssuedSecret secret = issued.GetSecret();
        Token = secret.Token?.Reveal();
        PrivateKeyPem = secret.PrivateKeyPem?.Reveal();
        GeneratedPassword = secret.GeneratedPassword?.Reveal();
        KubeConfig = secret.KubeConfig?.Reveal();
        Pkcs12 = secret.Pkcs12.IsEmpty ? default(ReadOnlyMemory<byte>?) : secret.Pkcs12;
        if (!secret.Certificate.IsEmpty)
        {
            CertificatePem = issued.GetCertificatePem();
            ChainPem = issued.GetChainPem();
        }
    }

    /// <summary>The token, to be sent as <c>Authorization: APIToken</c> and the token.</summary>
    public string? Token { get; init; }

    /// <summary>The client certificate.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>The certificates above it, the issuer first.</summary>
    public string? ChainPem { get; init; }

    /// <summary>The private key (PKCS#8), not encrypted.</summary>
    public string? PrivateKeyPem { get; init; }

    /// <summary>The PKCS#12 bundle, in base64.</summary>
    public ReadOnlyMemory<byte>? Pkcs12 { get; init; }

    /// <summary>The bundle's password, where it was made and not given.</summary>
    public string? GeneratedPassword { get; init; }

    /// <summary>The kubeconfig, YAML.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>The secret as an authority hands it over.</summary>
    /// <returns>The secret.</returns>
    public IssuedSecret ToSecret()
    {
        IReadOnlyList<ReadOnlyMemory<byte>> certificates = Certificates(CertificatePem);
        return new IssuedSecret
        {
            Token = Text(Token),
            Certificate = certificates is [var own, ..] ? own : default,
            Chain = Certificates(ChainPem),
            PrivateKeyPem = Text(PrivateKeyPem),
            Pkcs12 = Pkcs12 ?? default,
            GeneratedPassword = Text(GeneratedPassword),
            KubeConfig = Text(KubeConfig),
        };
    }

    /// <summary>Never shows a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(SecretWire);

    private static SecretText? Text(string? text) => text is null ? null : new SecretText(text);

    private static List<ReadOnlyMemory<byte>> Certificates(string? pem)
    {
        var certificates = new List<ReadOnlyMemory<byte>>();
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            certificates.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End..];
        }

        return certificates;
    }
}
