namespace PSCredentials.Commands;

/// <summary>Counts things in words.</summary>
internal static class Quantity
{
    /// <summary>A number with its noun.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">The noun in the singular.</param>
    /// <returns>Such as <c>1 credential</c> or <c>3 credentials</c>.</returns>
    internal static string Of(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? string.Empty : "s")}");
}
