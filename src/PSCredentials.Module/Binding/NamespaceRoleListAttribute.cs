using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes roles in namespaces: objects, live or deserialized, or texts such as <c>payments:reader</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamespaceRoleListAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a list of roles; allowed are NamespaceRole objects, and texts such as 'payments:reader'";

    private protected override bool TryConvert(object value, out object? converted)
    {
        object bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        IEnumerable<object?> items = bare is IEnumerable many and not string ? many.Cast<object?>() : [value];
        var roles = new List<NamespaceRole>();
        converted = null;
        foreach (object? item in items)
        {
            if (!TryAdd(item, roles))
            {
                return false;
            }
        }

        converted = roles.ToArray();
        return true;
    }

    private static bool TryAdd(object? item, List<NamespaceRole> roles)
    {
        object? bare = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        switch (bare)
        {
            case NamespaceRole role:
                roles.Add(role);
                return true;
            case PSObject bag when bag.Properties["Namespace"]?.Value is string space && bag.Properties["Role"]?.Value is string name:
                roles.Add(new NamespaceRole(space, name));
                return true;
            case string text when TextListAttribute.Split(text) is { } parts:
                try
                {
                    roles.AddRange(parts.Select(NamespaceRole.Parse));
                    return true;
                }
                catch (CredentialException)
                {
                    return false;
                }

            default:
                return false;
        }
    }
}
