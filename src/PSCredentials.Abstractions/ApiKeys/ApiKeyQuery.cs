namespace PSCredentials;

/// <summary>
/// Which API keys to list. Every part that is given must match; within a part any value may. Texts are wildcard patterns
/// (<c>*</c>, <c>?</c>, <c>[a-z]</c>) without regard to case.
/// </summary>
public sealed record ApiKeyQuery
{
    /// <summary>Patterns for the name; empty means any.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Identifiers, exact; empty means any.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>What the identifier begins with, without regard to case; null means any. The list is then in the order of identifiers.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Patterns for the workspace; empty means any.</summary>
    public IReadOnlyList<string> Workspace { get; init; } = [];

    /// <summary>Roles; empty means any.</summary>
    public IReadOnlyList<ApiKeyRole> Role { get; init; } = [];

    /// <summary>Patterns for the user; empty means any.</summary>
    public IReadOnlyList<string> UserName { get; init; } = [];

    /// <summary>States; empty means any.</summary>
    public IReadOnlyList<CredentialState> State { get; init; } = [];

    /// <summary>Labels that must be there with a value that matches the pattern.</summary>
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();

    /// <summary>Only what is in one of these workspaces, by their exact names without regard to case; null means any.</summary>
    public IReadOnlyList<string>? VisibleIn { get; init; }

    /// <summary>Where keys may be shown whole: in these workspaces, by their exact names without regard to case; null means in any. It leaves no key out.</summary>
    public IReadOnlyList<string>? WholeIn { get; init; }

    /// <summary>Only what is still unexpired and expires at or before this moment.</summary>
    public DateTimeOffset? ExpiringBefore { get; init; }

    /// <summary>Only what expired before this moment.</summary>
    public DateTimeOffset? ExpiredBefore { get; init; }

    /// <summary>Only what comes after this place in the order of the list; null means from the beginning. It does not count for counting.</summary>
    public ListPlace? After { get; init; }

    /// <summary>How many to pass over.</summary>
    public long Skip { get; init; }

    /// <summary>How many to return at most; null means all.</summary>
    public long? First { get; init; }
}
