using System.Management.Automation;

namespace PSCredentials.Module.Binding;

/// <summary>The parameter takes a duration: a TimeSpan, a bare number, or a text such as <c>30d</c>, <c>12h</c>, <c>90m</c>, <c>PT15M</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute : ArgumentConversionAttribute
{
    /// <summary>Whether a bare number counts seconds; it counts days otherwise.</summary>
    public bool InSeconds { get; set; }

    private protected override string Allowed =>
        $"a duration; allowed are a TimeSpan, a number of {(InSeconds ? "seconds" : "days")}, and texts such as '30d', '12h', '90m' or 'PT15M'";

    // The engine reads a bare 90s as the number 90 of type Int16, and 30d as a Decimal; the wrapping still knows what was typed.
    private protected override object Unwrap(PSObject value) =>
        value.BaseObject is short or decimal && value.ToString() is { Length: > 0 } typed && char.IsAsciiLetter(typed[^1]) ? typed : value.BaseObject;

    private protected override bool TryConvert(object value, out object? converted)
    {
        bool success = Duration.TryConvert(value, InSeconds ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1), out TimeSpan duration);
        converted = duration;
        return success && duration >= TimeSpan.Zero;
    }
}
