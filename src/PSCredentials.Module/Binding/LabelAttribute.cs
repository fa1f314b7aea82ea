using System.Collections;
using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes labels: a hashtable, a dictionary, an object, or text such as <c>team=payments;stage=prod</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LabelAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a set of labels; allowed are a hashtable such as @{ team = 'payments' }, and texts such as 'team=payments;stage=prod'";

    /// <summary>The labels of a parameter in the form that requests take.</summary>
    /// <param name="label">The parameter's value.</param>
    /// <returns>The labels; none where the parameter is null.</returns>
    internal static Dictionary<string, string> ToDictionary(Hashtable? label)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in label ?? [])
        {
            labels[(string)entry.Key] = (string)entry.Value!;
        }

        return labels;
    }

    private protected override bool TryConvert(object value, out object? converted)
    {
        var labels = new Hashtable(StringComparer.Ordinal);
        converted = labels;
        return (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) switch
        {
            IDictionary dictionary => TryCopy(dictionary, labels),
            string text => TryParse(text, labels),
            PSObject bag => TryCopy(bag, labels),
            IEnumerable texts => texts.Cast<object?>().All(text => TryParse(text?.ToString() ?? string.Empty, labels)),
            _ => false,
        };
    }

    private static bool TryCopy(IDictionary dictionary, Hashtable labels)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            labels[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string>(entry.Value) ?? string.Empty;
        }

        return true;
    }

    // What ConvertFrom-Json makes of labels.
    private static bool TryCopy(PSObject bag, Hashtable labels)
    {
        foreach (PSPropertyInfo property in bag.Properties)
        {
            labels[property.Name] = LanguagePrimitives.ConvertTo<string>(property.Value) ?? string.Empty;
        }

        return true;
    }

    private static bool TryParse(string text, Hashtable labels)
    {
        foreach (string pair in text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                return false;
            }

            labels[pair[..at].Trim()] = pair[(at + 1)..].Trim();
        }

        return true;
    }
}
