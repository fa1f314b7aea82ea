using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>
/// The parameter takes proxies and groups of proxies as objects with a name and a type: grants, live or deserialized, and the entries of the Apinizer
/// contract's <c>credentialAccessList</c>. A text is none: it names a credential.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AccessTargetListAttribute : ListConversionAttribute<AccessTarget>
{
    private protected override string Allowed => "a proxy or a group of proxies; allowed are objects with a property Name and a property Type, API_PROXY or API_PROXY_GROUP";

    private protected override AccessTarget? Read(object item, object bare) => bare switch
    {
        AccessTarget target => target,
        ProjectCredentialAccess access => new AccessTarget(access.Name, access.Type),
        string or ICredential => null,
        IDictionary pairs => Of(Text(pairs, "Name"), Text(pairs, "Type")),
        _ when PSObject.AsPSObject(item).Properties is { } properties => Of(properties["Name"]?.Value?.ToString(), properties["Type"]?.Value?.ToString()),
        _ => null,
    };

    // The words of the contract differ from the names of the enumeration by case and underscores alone.
    private static AccessTarget? Of(string? name, string? type) =>
        name is { Length: > 0 }
        && Enum.TryParse(type?.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out AccessTargetType known)
        && Enum.IsDefined(known)
            ? new AccessTarget(name, known)
            : null;

    // JSON in a hashtable keeps the contract's lower case.
    private static string? Text(IDictionary pairs, string key) =>
        pairs.Keys.Cast<object>().FirstOrDefault(one => string.Equals(one.ToString(), key, StringComparison.OrdinalIgnoreCase)) is { } found ? pairs[found]?.ToString() : null;
}
