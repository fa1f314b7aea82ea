namespace PSCredentials;

/// <summary>A property of API credentials whose values an authority can list.</summary>
public enum ApiCredentialProperty
{
    /// <summary>The namespace.</summary>
    Namespace,

    /// <summary>The owner.</summary>
    Owner,

    /// <summary>The names of labels.</summary>
    LabelName,

    /// <summary>The values of one label.</summary>
    LabelValue,

    /// <summary>The groups of service credentials.</summary>
    UserGroup,

    /// <summary>The roles of service credentials, as <c>namespace:role</c>.</summary>
    NamespaceRole,

    /// <summary>The Kubernetes namespaces of kubeconfigs.</summary>
    ClusterNamespace,

    /// <summary>The sites of site kubeconfigs.</summary>
    SiteName,
}
