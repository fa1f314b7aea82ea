namespace PSCredentials;

/// <summary>The nine types of API credential. The numbers are those on the wire of F5 Distributed Cloud.</summary>
public enum CredentialType
{
    /// <summary>A client certificate in a password-protected PKCS#12 bundle that carries its creator's rights.</summary>
    ApiCertificate = 0,

    /// <summary>A kubeconfig with an embedded client certificate that carries its creator's rights.</summary>
    KubeConfig = 1,

    /// <summary>A token that carries its creator's rights.</summary>
    ApiToken = 2,

    /// <summary>A token of a service credential, which has rights of its own.</summary>
    ServiceApiToken = 3,

    /// <summary>A client certificate of a service credential, which has rights of its own.</summary>
    ServiceApiCertificate = 4,

    /// <summary>A kubeconfig of a service credential, which has rights of its own.</summary>
    ServiceKubeConfig = 5,

    /// <summary>A kubeconfig for all that a site holds.</summary>
    SiteGlobalKubeConfig = 6,

    /// <summary>A token for user provisioning by SCIM (RFC 7644); one is in force in a namespace at a time.</summary>
    ScimApiToken = 7,

    /// <summary>A kubeconfig of a service credential for all that a site holds.</summary>
    ServiceSiteGlobalKubeConfig = 8,
}
