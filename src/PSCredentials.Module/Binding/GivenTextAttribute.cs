namespace PSCredentials.Module.Binding;

/// <summary>
/// The parameter decides what is meant by being given. Empty text is refused so that the binder passes over an empty cell of a CSV file, and takes the
/// parameters that the row does fill.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GivenTextAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a text; allowed is any that is not empty";

    private protected override bool EmptyIsAbsent => false;

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value;
        return value is not "";
    }
}
