using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names projects: by name, or by an object that is a project or belongs to one, live, deserialized, or a row.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProjectNameListAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a project; allowed are a name, and an object with a property Project, or that of a project with a property Name";

    private protected override bool TryConvert(object value, out object? converted)
    {
        object bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        IEnumerable<object?> items = bare is IEnumerable many and not string and not IDictionary ? many.Cast<object?>() : [value];
        var names = new List<string>();
        converted = null;
        foreach (object? item in items)
        {
            if (item is null || Read(item) is not { Length: > 0 } name)
            {
                return false;
            }

            names.Add(name);
        }

        converted = names.ToArray();
        return true;
    }

    private static string? Read(object item)
    {
        object bare = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        if (bare is string name)
        {
            return name;
        }

        // A project itself bears its name; of all else, the name is something else's.
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(item).Properties;
        return (properties["Project"] ?? (properties["CredentialCount"] is not null && properties["Environment"] is not null ? properties["Name"] : null))?.Value?.ToString();
    }
}
