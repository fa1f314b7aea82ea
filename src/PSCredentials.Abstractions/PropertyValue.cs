namespace PSCredentials;

/// <summary>A value that credentials have in a property.</summary>
/// <param name="Value">The value, never empty.</param>
/// <param name="Count">How many credentials have it.</param>
public sealed record PropertyValue(string Value, long Count)
{
    /// <summary>The value.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
