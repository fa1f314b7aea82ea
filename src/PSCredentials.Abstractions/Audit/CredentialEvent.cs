namespace PSCredentials;

/// <summary>An entry of the audit trail: who did what, when, on what, and how it came out. Never a secret.</summary>
public sealed record CredentialEvent
{
    /// <summary>Its place in the trail; it grows by one.</summary>
    public long Sequence { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Who.</summary>
    public string Actor { get; init; } = string.Empty;

    /// <summary>What.</summary>
    public CredentialAction Action { get; init; }

    /// <summary>How it came out: <c>Success</c>, or the ErrorId with which it was refused.</summary>
    public string Outcome { get; init; } = string.Empty;

    /// <summary>What kind of thing it was done to.</summary>
    public CredentialSubject SubjectType { get; init; }

    /// <summary>The thing's id; empty where it has none.</summary>
    public string SubjectId { get; init; } = string.Empty;

    /// <summary>The thing's name.</summary>
    public string SubjectName { get; init; } = string.Empty;

    /// <summary>The namespace or workspace the thing belongs to; empty where it has none.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>What else there is to say, such as the new expiry.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>The name of the authority whose trail this is.</summary>
    public string Authority { get; init; } = string.Empty;
}
