using System.Text;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>Turns what an authority answers into the bodies of contract 1.</summary>
internal static class ResponseMapping
{
    /// <summary>A new credential with its secret.</summary>
    /// <param name="issued">The credential.</param>
    /// <returns>The body.</returns>
    public static CreateResponse ToCreateResponse(this IssuedApiCredential issued) =>
        new(IsActive(issued), new SecretText(Data(issued)), issued.ExpiresAt, issued.Name);

    /// <summary>An API credential in a list.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The item.</returns>
    public static CredentialItem ToItem(this ApiCredential credential) => new(
        credential.Id,
        credential.Name,
        credential.Type,
        credential.Owner,
        credential.CreatedAt,
        credential.ExpiresAt,
        IsActive(credential),
        credential.Namespace);

    /// <summary>A service credential, in a list or alone.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The item.</returns>
    public static ServiceCredentialItem ToServiceItem(this ApiCredential credential) => new(
        credential.Id,
        credential.Name,
        credential.Type,
        credential.Owner,
        credential.CreatedAt,
        credential.ExpiresAt,
        IsActive(credential),
        credential.Namespace,
        credential.NamespaceRole.ToAccess(),
        credential.UserGroup);

    /// <summary>A service credential after its roles and groups were replaced.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The body.</returns>
    public static ReplaceServiceResponse ToReplaceResponse(this ApiCredential credential) => new(IsActive(credential), credential.ExpiresAt, credential.Name);

    /// <summary>An API credential alone.</summary>
    /// <param name="credential">The credential.</param>
    /// <returns>The body.</returns>
    public static GetResponse ToGetResponse(this ApiCredential credential) => new(new CredentialObject(
        new ObjectMetadata(
            credential.Name,
            credential.Namespace,
            credential.Id,
            credential.Label,
            new Dictionary<string, string>(),
            credential.Description,
            credential.DisabledAt is not null),
        new SystemMetadata(credential.Id, credential.CreatedAt, credential.ModifiedAt, credential.RevokedAt, credential.Owner, credential.Authority),
        new ObjectSpec(new CredentialSpec(
            credential.Type,
            [new ObjectReference("user", string.Empty, credential.Authority, credential.Namespace, credential.Owner)],
            credential.ClusterName.Count > 0 ? credential.ClusterName[0] : string.Empty,
            credential.ClusterNamespace ?? string.Empty,

            // A token has no digest that may be told: what is kept of it is what it is verified by.
            credential.Fingerprint ?? string.Empty,
            credential.CreatedAt,
            credential.ExpiresAt,
            IsActive(credential),
            credential.SerialNumber ?? string.Empty,
            credential.SiteName ?? string.Empty))));

    /// <summary>Roles by their namespaces.</summary>
    /// <param name="roles">The roles.</param>
    /// <returns>The map.</returns>
    public static NamespaceAccess ToAccess(this IReadOnlyList<NamespaceRole> roles) => new()
    {
        NamespaceRoleMap = roles.GroupBy(role => role.Namespace).ToDictionary(
            space => space.Key, RoleNames? (space) => new RoleNames { Names = [.. space.Select(role => role.Role)] }),
    };

    private static bool IsActive(ApiCredential credential) => credential.State == CredentialState.Active;

    private static string Data(IssuedApiCredential issued) =>
        issued.Type.IsToken() ? issued.GetToken()
        : Convert.ToBase64String(issued.Type.IsCertificate() ? issued.GetPkcs12() : Encoding.UTF8.GetBytes(issued.GetKubeConfig()));
}
