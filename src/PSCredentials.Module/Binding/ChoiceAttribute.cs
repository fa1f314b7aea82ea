namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes one of the names of an enumeration. Left to the engine, a cell of a CSV file that is none would be passed over in silence.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoiceAttribute<T> : ArgumentConversionAttribute
    where T : struct, Enum
{
    private protected override string Allowed => $"a choice; allowed are {string.Join(", ", Enum.GetNames<T>())}";

    private protected override bool TryConvert(object value, out object? converted)
    {
        bool success = Enum.TryParse(value.ToString(), ignoreCase: true, out T choice) && Enum.IsDefined(choice);
        converted = choice;
        return success;
    }
}
