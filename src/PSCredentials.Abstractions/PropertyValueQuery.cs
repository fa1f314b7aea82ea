namespace PSCredentials;

/// <summary>Which values of a property to list.</summary>
public sealed record PropertyValueQuery
{
    /// <summary>A wildcard pattern (<c>*</c>, <c>?</c>, <c>[a-z]</c>) for the value, without regard to case.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>The label whose values are listed, without regard to case; it counts for values of labels alone.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>
    /// Only what is in one of these namespaces, workspaces or projects, by their exact names without regard to case; null means any. Values and numbers are then of
    /// these alone.
    /// </summary>
    public IReadOnlyList<string>? VisibleIn { get; init; }

    /// <summary>How many to return at most; null means all.</summary>
    public int? First { get; init; }
}
