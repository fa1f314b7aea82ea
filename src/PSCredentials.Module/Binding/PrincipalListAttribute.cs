using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter names users or groups: by name, or by an object with a property Principal, such as a right, live, deserialized, or a row.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PrincipalListAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a user or group; allowed are a name, and an object with a property Principal";

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

    private static string? Read(object item) => (item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item) is string name
        ? name
        : PSObject.AsPSObject(item).Properties["Principal"]?.Value?.ToString();
}
