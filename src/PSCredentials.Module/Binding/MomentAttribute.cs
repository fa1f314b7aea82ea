namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes a moment: a DateTimeOffset, a DateTime, or text; what names no zone is local time.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentAttribute : ArgumentConversionAttribute
{
    private protected override string Allowed => "a date; allowed are a DateTime, a DateTimeOffset, and texts such as '2027-01-31' or '2027-01-31T18:00Z'";

    private protected override bool TryConvert(object value, out object? converted)
    {
        bool success = Moment.TryConvert(value, out DateTimeOffset moment);
        converted = moment;
        return success;
    }
}
