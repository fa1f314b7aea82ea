using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes one or several of a thing, each as what it is or as an object that tells of it.</summary>
/// <typeparam name="T">The thing.</typeparam>
public abstract class ListConversionAttribute<T> : ArgumentConversionAttribute
    where T : class
{
    private protected override bool TryConvert(object value, out object? converted)
    {
        IEnumerable<object?> items = Bare(value) is IEnumerable many and not string and not IDictionary ? many.Cast<object?>() : [value];
        var list = new List<T>();
        converted = null;
        foreach (object? item in items)
        {
            if (item is null || Read(item, Bare(item)) is not { } read)
            {
                return false;
            }

            list.Add(read);
        }

        converted = list.ToArray();
        return true;
    }

    /// <summary>Reads one of them.</summary>
    /// <param name="item">What was given.</param>
    /// <param name="bare">The same without the engine's wrapping.</param>
    /// <returns>The thing; null where it is none.</returns>
    private protected abstract T? Read(object item, object bare);

    /// <summary>A property's value as text, where it has some.</summary>
    private protected static string? Text(PSPropertyInfo? property) => property?.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static object Bare(object value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
