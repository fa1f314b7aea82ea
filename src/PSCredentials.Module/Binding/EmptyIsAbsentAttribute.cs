namespace PSCredentials.Module.Binding;

/// <summary>The parameter counts as not given when its text is empty, as an empty cell of a CSV file is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmptyIsAbsentAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a value";

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value;
        return true;
    }
}
