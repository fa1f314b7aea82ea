using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes several texts: an array, or one text with commas or semicolons between, as a cell of a CSV file holds them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextListAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a list; allowed are an array, and a text with commas or semicolons between the values";

    /// <summary>The single texts of a value.</summary>
    /// <param name="value">A text, or a collection of texts.</param>
    /// <returns>The texts, or null for the name of a collection type, which is what a CSV file holds in place of a list.</returns>
    internal static IReadOnlyList<string>? Split(object value)
    {
        object bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        IEnumerable<object?> items = bare is IEnumerable many and not string ? many.Cast<object?>() : [value];
        var texts = new List<string>();
        foreach (object? item in items)
        {
            string text = item?.ToString() ?? string.Empty;
            if (text.StartsWith("System.", StringComparison.Ordinal) && (text.EndsWith(']') || text.Contains('`', StringComparison.Ordinal)))
            {
                return null;
            }

            texts.AddRange(text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return texts;
    }

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = Split(value)?.ToArray();
        return converted is not null;
    }
}
