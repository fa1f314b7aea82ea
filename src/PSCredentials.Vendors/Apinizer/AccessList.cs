using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Apinizer;

/// <summary>The proxies and groups of proxies that access is granted to, or taken from.</summary>
/// <param name="CredentialAccessList">The list; at least one.</param>
internal sealed record AccessList(IReadOnlyList<AccessItem?>? CredentialAccessList) : IWire<AccessList>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<AccessList> Json => ApinizerJson.Default.AccessList;

    /// <summary>What the list names. An empty one is refused: where all access can be taken, nothing shall not mean everything.</summary>
    /// <returns>The targets.</returns>
    /// <exception cref="CredentialException">The list is missing or empty, or holds what is no proxy and no group.</exception>
    public IReadOnlyList<AccessTarget> ToTargets() =>
        CredentialAccessList is not { Count: > 0 } list
            ? throw CredentialException.Invalid("credentialAccessList", "is empty; name at least one proxy or group.")
            : [.. list.Select(item => item?.ToTarget() ?? throw CredentialException.Invalid("credentialAccessList", "holds a null."))];
}

/// <summary>A proxy or a group of proxies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><see cref="Proxy"/> or <see cref="ProxyGroup"/>.</param>
internal sealed record AccessItem(string? Name, string? Type)
{
    /// <summary>The type of one proxy.</summary>
    public const string Proxy = "API_PROXY";

    /// <summary>The type of a group.</summary>
    public const string ProxyGroup = "API_PROXY_GROUP";

    /// <summary>The item of a grant.</summary>
    /// <param name="access">The grant.</param>
    /// <returns>The item.</returns>
    public static AccessItem Of(ProjectCredentialAccess access) => Of(new AccessTarget(access.Name, access.Type));

    /// <summary>The item of a target.</summary>
    /// <param name="target">The proxy or group.</param>
    /// <returns>The item.</returns>
    public static AccessItem Of(AccessTarget target) => new(target.Name, target.Type == AccessTargetType.ApiProxyGroup ? ProxyGroup : Proxy);

    /// <summary>What the item names.</summary>
    /// <returns>The target.</returns>
    /// <exception cref="CredentialException">The type is none.</exception>
    public AccessTarget ToTarget() => new(
        Name ?? string.Empty,
        Type switch
        {
            Proxy => AccessTargetType.ApiProxy,
            ProxyGroup => AccessTargetType.ApiProxyGroup,
            _ => throw CredentialException.Invalid("type", $"is none; allowed are {Proxy} and {ProxyGroup}."),
        });
}
