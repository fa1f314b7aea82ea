namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes a day of the calendar: a DateOnly, a DateTime, or text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DayAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a day; allowed are a DateOnly, a DateTime, and texts such as '2027-01-31'";

    private protected override bool TryConvert(object value, out object? converted)
    {
        bool success = Moment.TryConvertDay(value, out DateOnly day);
        converted = day;
        return success;
    }
}
