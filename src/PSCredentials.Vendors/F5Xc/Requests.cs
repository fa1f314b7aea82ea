using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>A body that repeats the namespace of its path. Its properties can be set because a second spelling of their names sets them too.</summary>
internal abstract class NamespacedRequest
{
    /// <summary>The namespace.</summary>
    public string? Namespace { get; set; }
}

/// <summary>Names one credential: for its revocation and its activation.</summary>
internal class NameRequest : NamespacedRequest, IWire<NameRequest>
{
    static JsonTypeInfo<NameRequest> IWire<NameRequest>.Json => F5XcJson.TypeOf<NameRequest>();

    /// <summary>The credential's name.</summary>
    public string? Name { get; set; }
}

/// <summary>Moves the expiry of a token.</summary>
internal sealed class RenewRequest : NameRequest, IWire<RenewRequest>
{
    static JsonTypeInfo<RenewRequest> IWire<RenewRequest>.Json => F5XcJson.TypeOf<RenewRequest>();

    /// <summary>The days from now; 0 or null for the policy's default.</summary>
    public long? ExpirationDays { get; set; }
}

/// <summary>Asks for an API credential.</summary>
internal sealed class CreateRequest : NamespacedRequest, IWire<CreateRequest>
{
    static JsonTypeInfo<CreateRequest> IWire<CreateRequest>.Json => F5XcJson.TypeOf<CreateRequest>();

    /// <summary>The credential's name.</summary>
    public string? Name { get; set; }

    /// <summary>The days until it expires; 0 or null for the policy's default.</summary>
    public long? ExpirationDays { get; set; }

    /// <summary>What to make.</summary>
    public CreateSpec? Spec { get; set; }
}

/// <summary>What API credential to make.</summary>
internal sealed class CreateSpec
{
    /// <summary>Its type; null for a certificate.</summary>
    public CredentialType? Type { get; set; }

    /// <summary>The password of a certificate's bundle.</summary>
    public SecretText? Password { get; set; }

    /// <summary>The registered cluster that a kubeconfig points at.</summary>
    public string? VirtualK8sName { get; set; }

    /// <summary>The Kubernetes namespace that its context starts in.</summary>
    public string? VirtualK8sNamespace { get; set; }
}

/// <summary>Asks for a service credential: by one of four choices, or in the older flat form.</summary>
internal sealed class CreateServiceRequest : NamespacedRequest, IWire<CreateServiceRequest>
{
    static JsonTypeInfo<CreateServiceRequest> IWire<CreateServiceRequest>.Json => F5XcJson.TypeOf<CreateServiceRequest>();

    /// <summary>The credential's name.</summary>
    public string? Name { get; set; }

    /// <summary>The days until it expires; 0 or null for the policy's default.</summary>
    public long? ExpirationDays { get; set; }

    /// <summary>Its roles.</summary>
    public List<NamespaceRoleItem?>? NamespaceRoles { get; set; }

    /// <summary>Its groups.</summary>
    public List<string?>? UserGroupNames { get; set; }

    /// <summary>Chooses a token.</summary>
    public EmptyChoice? ApiToken { get; set; }

    /// <summary>Chooses a certificate.</summary>
    public CertificateChoice? ApiCertificate { get; set; }

    /// <summary>Chooses a kubeconfig.</summary>
    public KubeConfigChoice? Vk8sKubeconfig { get; set; }

    /// <summary>Chooses a kubeconfig for a site.</summary>
    public SiteChoice? SiteKubeconfig { get; set; }

    /// <summary>The type, in the flat form.</summary>
    public CredentialType? Type { get; set; }

    /// <summary>The password of a certificate's bundle, in the flat form.</summary>
    public SecretText? Password { get; set; }

    /// <summary>The registered cluster that a kubeconfig points at, in the flat form.</summary>
    public string? VirtualK8sName { get; set; }

    /// <summary>The Kubernetes namespace that its context starts in, in the flat form.</summary>
    public string? VirtualK8sNamespace { get; set; }
}

/// <summary>A choice that says nothing more.</summary>
internal sealed class EmptyChoice;

/// <summary>The choice of a certificate.</summary>
internal sealed class CertificateChoice
{
    /// <summary>The password of its bundle.</summary>
    public SecretText? Password { get; set; }
}

/// <summary>The choice of a kubeconfig.</summary>
internal sealed class KubeConfigChoice
{
    /// <summary>The registered cluster that it points at.</summary>
    public string? Vk8sClusterName { get; set; }

    /// <summary>The Kubernetes namespace that its context starts in.</summary>
    public string? Vk8sNamespace { get; set; }
}

/// <summary>The choice of a site's kubeconfig.</summary>
internal sealed class SiteChoice
{
    /// <summary>The site.</summary>
    public string? Site { get; set; }
}

/// <summary>Puts other roles and groups in place of those of a service credential.</summary>
internal sealed class ReplaceServiceRequest : NameRequest, IWire<ReplaceServiceRequest>
{
    static JsonTypeInfo<ReplaceServiceRequest> IWire<ReplaceServiceRequest>.Json => F5XcJson.TypeOf<ReplaceServiceRequest>();

    /// <summary>The new roles; null for none.</summary>
    public NamespaceAccess? NamespaceAccess { get; set; }

    /// <summary>The new groups; null for none.</summary>
    public List<string?>? UserGroupNames { get; set; }
}

/// <summary>Asks for a new SCIM token, or names the one in force.</summary>
internal sealed class ScimTokenRequest : NamespacedRequest, IWire<ScimTokenRequest>
{
    static JsonTypeInfo<ScimTokenRequest> IWire<ScimTokenRequest>.Json => F5XcJson.TypeOf<ScimTokenRequest>();

    /// <summary>The days until it expires; 0 or null for the policy's default.</summary>
    public long? ExpirationDays { get; set; }
}

/// <summary>Revokes many at once.</summary>
internal sealed class BulkRevokeRequest : NamespacedRequest, IWire<BulkRevokeRequest>
{
    static JsonTypeInfo<BulkRevokeRequest> IWire<BulkRevokeRequest>.Json => F5XcJson.TypeOf<BulkRevokeRequest>();

    /// <summary>Chooses by name.</summary>
    public NameSelector? NameSelector { get; set; }

    /// <summary>Chooses what has expired.</summary>
    public ExpiredSelector? ExpiredSelector { get; set; }
}

/// <summary>Credentials by their names.</summary>
internal sealed class NameSelector
{
    /// <summary>The names.</summary>
    public List<string?>? Names { get; set; }
}

/// <summary>Credentials that have expired.</summary>
internal sealed class ExpiredSelector
{
    /// <summary>Of every type.</summary>
    public EmptyChoice? All { get; set; }

    /// <summary>Of one type.</summary>
    public CredentialType? CredentialType { get; set; }
}
