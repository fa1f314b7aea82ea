namespace PSCredentials;

/// <summary>What follows from a credential's type.</summary>
public static class CredentialTypes
{
    /// <summary>Whether the secret is a token.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the three token types.</returns>
    public static bool IsToken(this CredentialType type) =>
        type is CredentialType.ApiToken or CredentialType.ServiceApiToken or CredentialType.ScimApiToken;

    /// <summary>Whether the secret is a PKCS#12 bundle.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the two certificate types.</returns>
    public static bool IsCertificate(this CredentialType type) =>
        type is CredentialType.ApiCertificate or CredentialType.ServiceApiCertificate;

    /// <summary>Whether the secret is a kubeconfig.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the four kubeconfig types.</returns>
    public static bool IsKubeConfig(this CredentialType type) => !type.IsToken() && !type.IsCertificate();

    /// <summary>Whether the kubeconfig reaches all that a site holds.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the two site types.</returns>
    public static bool IsSite(this CredentialType type) =>
        type is CredentialType.SiteGlobalKubeConfig or CredentialType.ServiceSiteGlobalKubeConfig;

    /// <summary>Whether the credential is a principal of its own, with its own roles and groups.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for the service types.</returns>
    public static bool IsService(this CredentialType type) =>
        type is CredentialType.ServiceApiToken or CredentialType.ServiceApiCertificate
            or CredentialType.ServiceKubeConfig or CredentialType.ServiceSiteGlobalKubeConfig;

    /// <summary>Whether the expiry can move while the secret stays. Contract: tokens only, and a SCIM token is made anew instead.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True for <see cref="CredentialType.ApiToken"/> and <see cref="CredentialType.ServiceApiToken"/>.</returns>
    public static bool IsRenewable(this CredentialType type) =>
        type is CredentialType.ApiToken or CredentialType.ServiceApiToken;
}
