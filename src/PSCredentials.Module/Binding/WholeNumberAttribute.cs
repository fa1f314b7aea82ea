using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>
/// The parameter takes a whole number. Left to the engine, a cell of a CSV file that is none would be passed over in silence, and a default
/// would stand in its place.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNumberAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a whole number";

    private protected override bool TryConvert(object value, out object? converted)
    {
        bool success = LanguagePrimitives.TryConvertTo(value, out int number);
        converted = number;
        return success;
    }
}
