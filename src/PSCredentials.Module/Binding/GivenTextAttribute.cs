namespace PSCredentials.Module.Binding;

/// <summary>
/// The parameter takes a text that decides what is meant. Empty text is refused so that the binder passes over an empty cell of a CSV file, and takes the
/// parameter that the row does fill.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GivenTextAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a text; allowed is any that is not empty";

    private protected override bool EmptyIsAbsent => false;

    private protected override bool TryConvert(object value, out object? converted)
    {
        converted = value.ToString();
        return converted is not "";
    }
}
