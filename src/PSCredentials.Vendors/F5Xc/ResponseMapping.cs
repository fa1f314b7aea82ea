using System.Text;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>Turns what an authority answers into the bodies of contract 1.</summary>
internal static class ResponseMapping
{
    /// <summary>A new credential with its secret.</summary>
    /// <param name="issued">The credential.</param>
    /// <returns>The body.</returns>
    public static CreateResponse ToCreateResponse(this IssuedApiCredential issued) =>
        new() { Active = IsActive(issued), Data = new SecretText(Data(issued)), ExpirationTimestamp = issued.ExpiresAt, Name = issued.Name };

    /// <summary>An API credential in a list.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The item.</returns>
    public static CredentialItem ToItem(this ApiCredential credential) => new()
    {
        Uid = credential.Id,
        Name = credential.Name,
        Type = credential.Type,
        UserEmail = credential.Owner,
        CreateTimestamp = credential.CreatedAt,
        ExpiryTimestamp = credential.ExpiresAt,
        Active = IsActive(credential),
        Namespace = credential.Namespace,
    };

    /// <summary>A service credential, in a list or alone.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The item.</returns>
    public static ServiceCredentialItem ToServiceItem(this ApiCredential credential) => new()
    {
        Uid = credential.Id,
        Name = credential.Name,
        Type = credential.Type,
        UserEmail = credential.Owner,
        CreateTimestamp = credential.CreatedAt,
        ExpiryTimestamp = credential.ExpiresAt,
        Active = IsActive(credential),
        Namespace = credential.Namespace,
        NamespaceAccess = credential.NamespaceRole.ToAccess(),
        UserGroupNames = credential.UserGroup,
    };

    /// <summary>A service credential after its roles and groups were replaced.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The body.</returns>
    public static ReplaceServiceResponse ToReplaceResponse(this ApiCredential credential) =>
        new() { Active = IsActive(credential), ExpirationTimestamp = credential.ExpiresAt, Name = credential.Name };

    /// <summary>An API credential alone.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The body.</returns>
    public static GetResponse ToGetResponse(this ApiCredential credential) => new()
    {
        Object = new CredentialObject
        {
            Metadata = new ObjectMetadata
            {
                Name = credential.Name,
                Namespace = credential.Namespace,
                Uid = credential.Id,
                Labels = credential.Label.ToDictionary(label => label.Key, string? (label) => label.Value),
                Annotations = new Dictionary<string, string?>(),
                Description = credential.Description,
                Disable = credential.DisabledAt is not null,
            },
            SystemMetadata = new SystemMetadata
            {
                Uid = credential.Id,
                CreationTimestamp = credential.CreatedAt,
                ModificationTimestamp = credential.ModifiedAt,
                DeletionTimestamp = credential.RevokedAt,
                CreatorId = credential.Owner,
                Tenant = credential.Authority,
            },
            Spec = new ObjectSpec { GcSpec = ToSpec(credential) },
        },
    };

    /// <summary>Roles by their namespaces.</summary>
    /// <param name="roles">The roles.</param>
    /// <returns>The map.</returns>
    public static NamespaceAccess ToAccess(this IReadOnlyList<NamespaceRole> roles) => new()
    {
        NamespaceRoleMap = roles.GroupBy(role => role.Namespace).ToDictionary(
            space => space.Key, RoleNames? (space) => new RoleNames { Names = [.. space.Select(role => role.Role)] }),
    };

    private static CredentialSpec ToSpec(ApiCredential credential) => new()
    {
        Type = credential.Type,
        Users = [new ObjectReference { Kind = "user", Uid = string.Empty, Tenant = credential.Authority, Namespace = credential.Namespace, Name = credential.Owner }],
        VirtualK8sName = credential.ClusterName.Count > 0 ? credential.ClusterName[0] : string.Empty,
        VirtualK8sNamespace = credential.ClusterNamespace ?? string.Empty,

        // A token has no digest that may be told: what is kept of it is what it is verified by.
        Digest = credential.Fingerprint ?? string.Empty,
        CreatedTimestamp = credential.CreatedAt,
        ExpirationTimestamp = credential.ExpiresAt,
        Active = IsActive(credential),
        CertificateSerialNum = credential.SerialNumber ?? string.Empty,
        SiteName = credential.SiteName ?? string.Empty,
    };

    private static bool IsActive(ApiCredential credential) => credential.State == CredentialState.Active;

    private static string Data(IssuedApiCredential issued) =>
        issued.Type.IsToken() ? issued.GetToken()
        : Convert.ToBase64String(issued.Type.IsCertificate() ? issued.GetPkcs12() : Encoding.UTF8.GetBytes(issued.GetKubeConfig()));
}
