namespace PSCredentials.Vendors.F5Xc;

/// <summary>A role in a namespace.</summary>
internal sealed class NamespaceRoleItem
{
    /// <summary>The namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>The role.</summary>
    public string? Role { get; set; }
}

/// <summary>Roles by their namespaces.</summary>
internal sealed class NamespaceAccess
{
    /// <summary>The roles in each namespace.</summary>
    public Dictionary<string, RoleNames?>? NamespaceRoleMap { get; set; }
}

/// <summary>The names of roles.</summary>
internal sealed class RoleNames
{
    /// <summary>The names.</summary>
    public List<string?>? Names { get; set; }
}
