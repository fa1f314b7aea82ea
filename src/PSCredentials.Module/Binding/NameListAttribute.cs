using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>
/// The parameter takes names, with wildcards or not. A row, such as a CSV file or a selection gives, is no name: the binder then looks for the
/// name among the row's properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameListAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a name; allowed are texts, credentials, and objects with a property Name or Id";

    private protected override bool TryConvert(object value, out object? converted)
    {
        IEnumerable<object?> items = value is IEnumerable many and not string ? many.Cast<object?>() : [value];
        var names = new List<string>();
        converted = names;
        foreach (object? item in items)
        {
            object? bare = item is PSObject { BaseObject: not PSCustomObject } wrapped && !IsDeserialized(wrapped) ? wrapped.BaseObject : item;
            switch (bare)
            {
                case PSObject or IDictionary:
                    return false;
                default:
                    names.Add(bare?.ToString() ?? string.Empty);
                    break;
            }
        }

        converted = names.ToArray();
        return true;
    }
}
