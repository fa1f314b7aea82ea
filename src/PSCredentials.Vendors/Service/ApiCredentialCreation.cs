using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>An API credential that is asked for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiCredentialCreation : IWire<ApiCredentialCreation>
{
    /// <summary>The name, 6 to 1024 characters; a SCIM token gets one where it is left out.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace, 6 to 1024 characters; <c>system</c> where it is left out.</summary>
    public string? Namespace { get; init; }

    /// <summary>What to issue.</summary>
    public required CredentialType Type { get; init; }

    /// <summary>How long it is good, as an ISO 8601 duration; the policy's default where it and <c>expiresAt</c> are left out.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When it shall expire, in place of <c>lifetime</c>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who it belongs to; the caller where it is left out.</summary>
    public string? Owner { get; init; }

    /// <summary>What it is for, up to 1024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from; from anywhere where it is left out.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>How many times a token may be used, 1 to 1 000 000 000; any number where it is left out.</summary>
    public long? MaximumUses { get; init; }

    /// <summary>A service credential's own roles.</summary>
    public IReadOnlyList<NamespaceRoleWire>? NamespaceRoles { get; init; }

    /// <summary>A service credential's own groups.</summary>
    public IReadOnlyList<string>? UserGroups { get; init; }

    /// <summary>
    /// Whether a certificate whose key is made here comes in a PKCS#12 bundle too; true where it is left out. Without, the answer comes a hundred times as fast: it holds
    /// certificate, chain and key in PEM either way.
    /// </summary>
    public bool? Bundle { get; init; }

    /// <summary>The bundle's password; one is made and answered where it is left out.</summary>
    public string? Password { get; init; }

    /// <summary>How the password protects the bundle.</summary>
    public Pkcs12Encryption? Pkcs12Encryption { get; init; }

    /// <summary>The kind of key that is made; <c>EcdsaP256</c> where it is left out.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>A certification request (PKCS#10) in PEM: the certificate is for its key, which stays with its owner.</summary>
    public string? CertificateRequest { get; init; }

    /// <summary>Alternative names of the certificate: <c>email:</c> and an address, or <c>URI:</c> and an absolute URI.</summary>
    public IReadOnlyList<string>? AlternativeNames { get; init; }

    /// <summary>Where a kubeconfig points.</summary>
    public KubeConfigTargetWire? Target { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiCredentialCreation> Json => ServiceJson.Default.ApiCredentialCreation;

    /// <summary>Writes a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What is sent.</returns>
    public static ApiCredentialCreation Of(ApiCredentialRequest request) => new()
    {
        Name = OrNone(request.Name),
        Namespace = request.Namespace,
        Type = request.Type,
        Lifetime = request.Expiry.After,
        ExpiresAt = request.Expiry.At,
        Owner = request.Owner,
        Description = OrNone(request.Description),
        Labels = OrNone(request.Label),
        IpAddresses = OrNone(request.IPAddress),
        NamespaceRoles = OrNone<NamespaceRoleWire>([.. request.NamespaceRole.Select(NamespaceRoleWire.Of)]),
        UserGroups = OrNone(request.UserGroup),
        Bundle = BundleFields.WriteBundle(request.Password, request.WithoutBundle),
        Password = request.Password?.Chosen?.Reveal(),
        Pkcs12Encryption = request.Pkcs12Encryption,
        KeyAlgorithm = request.KeyAlgorithm,
        CertificateRequest = BundleFields.WriteRequest(request.CertificateRequest),
        AlternativeNames = OrNone(request.SubjectAlternativeName),
        MaximumUses = request.MaximumUses,
        Target = KubeConfigTargetWire.Of(request.Target),
    };

    /// <summary>Reads the request.</summary>
    /// <param name="idempotency">By what it can be sent again.</param>
    /// <returns>The request.</returns>
    public ApiCredentialRequest ToRequest(IdempotentRequest? idempotency = null)
    {
        CredentialType type = Known(Type, "type");
        return new ApiCredentialRequest
        {
            Name = Name ?? string.Empty,
            Namespace = Namespace ?? new ApiCredentialRequest().Namespace,
            Type = type,
            Expiry = WireValues.Expiry(Lifetime, ExpiresAt) ?? PSCredentials.Expiry.Default,
            Owner = Owner,
            Description = Description ?? string.Empty,
            Label = WireValues.Labels(Labels),
            IPAddress = Items(IpAddresses, "ipAddresses"),
            NamespaceRole = [.. Items(NamespaceRoles, "namespaceRoles").Select(role => role.ToRole())],
            UserGroup = Items(UserGroups, "userGroups"),
            Password = BundleFields.ReadPassword(Bundle, Password, type, CertificateRequest is not null),
            WithoutBundle = Bundle == false,
            Pkcs12Encryption = Pkcs12Encryption,
            KeyAlgorithm = KeyAlgorithm is { } algorithm ? Known(algorithm, "keyAlgorithm") : null,
            CertificateRequest = BundleFields.ReadRequest(CertificateRequest),
            SubjectAlternativeName = Items(AlternativeNames, "alternativeNames"),
            MaximumUses = MaximumUses,
            Target = Target?.ToTarget(),
            Idempotency = idempotency,
        };
    }

    /// <summary>Never shows a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ApiCredentialCreation);
}

/// <summary>Where a kubeconfig points: registered clusters by name, or a server given outright.</summary>
internal sealed record KubeConfigTargetWire
{
    /// <summary>The names of registered clusters; the first one's context is current.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    /// <summary>The API server's address, where no cluster is named.</summary>
    public Uri? Server { get; init; }

    /// <summary>The CA certificates, in PEM, that the API server's certificate is checked against.</summary>
    public string? ServerCertificateAuthority { get; init; }

    /// <summary>The Kubernetes namespace the contexts start in.</summary>
    public string? ClusterNamespace { get; init; }

    /// <summary>The site; required for site kubeconfigs.</summary>
    public string? Site { get; init; }

    /// <summary>Writes a target.</summary>
    public static KubeConfigTargetWire? Of(KubeConfigTarget? target) => target is null ? null : new()
    {
        Clusters = OrNone(target.ClusterName),
        Server = target.Server,
        ServerCertificateAuthority = target.ServerCertificateAuthority,
        ClusterNamespace = target.ClusterNamespace,
        Site = target.SiteName,
    };

    /// <summary>Reads the target.</summary>
    public KubeConfigTarget ToTarget() => new()
    {
        ClusterName = Items(Clusters, "target.clusters"),
        Server = Server,
        ServerCertificateAuthority = ServerCertificateAuthority,
        ClusterNamespace = ClusterNamespace,
        SiteName = Site,
    };
}

/// <summary>The fields about a certificate's key that issue and rotation share.</summary>
internal static class BundleFields
{
    private const string RequestLabel = "CERTIFICATE REQUEST";

    /// <summary>Whether a bundle is asked for.</summary>
    public static bool? WriteBundle(BundlePassword? password, bool withoutBundle) => withoutBundle ? false : password is null ? null : true;

    /// <summary>How a bundle gets its password; what makes no sense is left for the authority to refuse.</summary>
    public static BundlePassword? ReadPassword(bool? bundle, string? password, CredentialType type, bool ownKey) =>
        password is not null ? BundlePassword.Use(new SecretText(password))
        : bundle ?? (type.IsCertificate() && !ownKey) ? BundlePassword.Generate
        : null;

    /// <summary>A certification request in PEM.</summary>
    public static string? WriteRequest(ReadOnlyMemory<byte> der) => der.IsEmpty ? null : PemEncoding.WriteString(RequestLabel, der.Span);

    /// <summary>The bytes of a certification request.</summary>
    /// <exception cref="CredentialException">It is not PEM.</exception>
    public static ReadOnlyMemory<byte> ReadRequest(string? pem)
    {
        if (pem is null)
        {
            return default;
        }

        return PemEncoding.TryFind(pem, out PemFields fields) && pem[fields.Label] is RequestLabel or "NEW CERTIFICATE REQUEST"
            ? Convert.FromBase64String(pem[fields.Base64Data])
            : throw CredentialException.Invalid("certificateRequest", "is not a certification request in PEM (-----BEGIN CERTIFICATE REQUEST-----).");
    }
}
