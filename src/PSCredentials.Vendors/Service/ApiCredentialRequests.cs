using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>How a secret is made anew.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotationWire : IWire<RotationWire>
{
    /// <summary>How long the old secret works on, as an ISO 8601 duration; it ends at once where it is left out.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>How long the new secret is good; the expiry stays where it and <c>expiresAt</c> are left out.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When the new secret shall expire, in place of <c>lifetime</c>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether a certificate whose key is made here comes in a PKCS#12 bundle too.</summary>
    public bool? Bundle { get; init; }

    /// <summary>The bundle's password; one is made and answered where it is left out.</summary>
    public string? Password { get; init; }

    /// <summary>How the password protects the bundle.</summary>
    public Pkcs12Encryption? Pkcs12Encryption { get; init; }

    /// <summary>The kind of the new key; the kind stays where it is left out.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>A certification request (PKCS#10) in PEM with the new key.</summary>
    public string? CertificateRequest { get; init; }

    /// <summary>Where a new kubeconfig points; at the old one's registered clusters where it is left out.</summary>
    public KubeConfigTargetWire? Target { get; init; }

    /// <summary>Whether a kubeconfig's certificate and key are made anew without the kubeconfig.</summary>
    public bool? CertificateOnly { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RotationWire> Json => ServiceJson.Default.RotationWire;

    /// <summary>Writes a request.</summary>
    public static RotationWire Of(RotationRequest request) => new()
    {
        GracePeriod = request.GracePeriod,
        Lifetime = request.Expiry?.After,
        ExpiresAt = request.Expiry?.At,
        Bundle = BundleFields.WriteBundle(request.Password, request.WithoutBundle),
        Password = request.Password?.Chosen?.Reveal(),
        Pkcs12Encryption = request.Pkcs12Encryption,
        KeyAlgorithm = request.KeyAlgorithm,
        CertificateRequest = BundleFields.WriteRequest(request.CertificateRequest),
        Target = KubeConfigTargetWire.Of(request.Target),
        CertificateOnly = request.CertificateOnly ? true : null,
    };

    /// <summary>Reads the request.</summary>
    /// <param name="type">What the credential is that it is about.</param>
    /// <param name="idempotency">By what it can be sent again.</param>
    public RotationRequest ToRequest(CredentialType type, IdempotentRequest? idempotency = null) => new()
    {
        GracePeriod = GracePeriod ?? TimeSpan.Zero,
        Expiry = WireValues.Expiry(Lifetime, ExpiresAt),
        Password = BundleFields.ReadPassword(Bundle, Password, type, CertificateRequest is not null),
        WithoutBundle = Bundle == false,
        Pkcs12Encryption = Pkcs12Encryption,
        KeyAlgorithm = KeyAlgorithm is { } algorithm ? Known(algorithm, "keyAlgorithm") : null,
        CertificateRequest = BundleFields.ReadRequest(CertificateRequest),
        Target = Target?.ToTarget(),
        CertificateOnly = CertificateOnly == true,
        Idempotency = idempotency,
    };

    /// <summary>Never shows a secret.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RotationWire);
}

/// <summary>Until when a credential shall work.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RenewalWire : IWire<RenewalWire>
{
    /// <summary>How long from now, as an ISO 8601 duration; the policy's default where it and <c>expiresAt</c> are left out.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The moment, in place of <c>lifetime</c>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RenewalWire> Json => ServiceJson.Default.RenewalWire;

    /// <summary>Writes an expiry.</summary>
    public static RenewalWire Of(Expiry expiry) => new() { Lifetime = expiry.After, ExpiresAt = expiry.At };

    /// <summary>Reads the expiry.</summary>
    public Expiry ToExpiry() => WireValues.Expiry(Lifetime, ExpiresAt) ?? PSCredentials.Expiry.Default;
}

/// <summary>Why a credential is revoked.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevocationWire : IWire<RevocationWire>
{
    /// <summary>The reason; <c>Unspecified</c> where it is left out.</summary>
    public RevocationReason? Reason { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RevocationWire> Json => ServiceJson.Default.RevocationWire;

    /// <summary>Reads the reason.</summary>
    public RevocationReason ToReason() => Known(Reason ?? RevocationReason.Unspecified, "reason");
}

/// <summary>Changes to an API credential. What is left out stays as it is; lists and labels take the place of the old ones.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiCredentialChangeWire : IWire<ApiCredentialChangeWire>
{
    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>The new labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The new addresses; empty means anywhere.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>The new roles; service credentials only.</summary>
    public IReadOnlyList<NamespaceRoleWire>? NamespaceRoles { get; init; }

    /// <summary>The new groups; service credentials only.</summary>
    public IReadOnlyList<string>? UserGroups { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ApiCredentialChangeWire> Json => ServiceJson.Default.ApiCredentialChangeWire;

    /// <summary>Writes a change.</summary>
    public static ApiCredentialChangeWire Of(ApiCredentialChange change) => new()
    {
        Description = change.Description,
        Labels = change.Label,
        IpAddresses = change.IPAddress,
        NamespaceRoles = change.NamespaceRole is { } roles ? [.. roles.Select(NamespaceRoleWire.Of)] : null,
        UserGroups = change.UserGroup,
    };

    /// <summary>Reads the change.</summary>
    public ApiCredentialChange ToChange() => new()
    {
        Description = Description,
        Label = Labels is null ? null : WireValues.Labels(Labels),
        IPAddress = IpAddresses is null ? null : Items(IpAddresses, "ipAddresses"),
        NamespaceRole = NamespaceRoles is null ? null : [.. Items(NamespaceRoles, "namespaceRoles").Select(role => role.ToRole())],
        UserGroup = UserGroups is null ? null : Items(UserGroups, "userGroups"),
    };
}
