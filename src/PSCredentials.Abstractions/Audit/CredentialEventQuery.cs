namespace PSCredentials;

/// <summary>Which events to list. Texts are wildcard patterns without regard to case; empty means any.</summary>
public sealed record CredentialEventQuery
{
    /// <summary>Only events at or after this moment.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only events before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Patterns for who.</summary>
    public IReadOnlyList<string> Actor { get; init; } = [];

    /// <summary>What was done; empty means anything.</summary>
    public IReadOnlyList<CredentialAction> Action { get; init; } = [];

    /// <summary>What kind of thing it was done to; empty means any.</summary>
    public IReadOnlyList<CredentialSubject> SubjectType { get; init; } = [];

    /// <summary>Patterns for the thing's name.</summary>
    public IReadOnlyList<string> SubjectName { get; init; } = [];

    /// <summary>The thing's id, exact; empty means any.</summary>
    public IReadOnlyList<string> SubjectId { get; init; } = [];

    /// <summary>Only events after this place in the trail; null means from the beginning.</summary>
    public long? AfterSequence { get; init; }

    /// <summary>Only the newest this many; null means all.</summary>
    public long? Newest { get; init; }
}
