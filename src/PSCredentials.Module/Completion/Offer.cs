namespace PSCredentials.Module.Completion;

/// <summary>A value to offer.</summary>
/// <param name="Value">What is inserted, once it is quoted.</param>
/// <param name="ToolTip">What it is.</param>
internal sealed record Offer(string Value, string ToolTip)
{
    /// <summary>What a menu shows; the value by default.</summary>
    internal string Shown { get; init; } = Value;

    /// <summary>Whether the value is whole. After one that is not, the user goes on to write.</summary>
    internal bool IsWhole { get; init; } = true;
}
