namespace PSCredentials;

/// <summary>What a principal is.</summary>
public enum PrincipalKind
{
    /// <summary>A user, whose rights the credential carries.</summary>
    User,

    /// <summary>A service credential, a principal of its own.</summary>
    Service,

    /// <summary>The service account of an API key.</summary>
    ServiceAccount,

    /// <summary>The holder of a project's credential, a person or a system.</summary>
    ProjectUser,
}
