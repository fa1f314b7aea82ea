namespace PSCredentials;

/// <summary>Changes to an API credential that leave its secret and expiry alone. What is null stays as it is.</summary>
public sealed record ApiCredentialChange
{
    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>The new labels, in place of all old ones.</summary>
    public IReadOnlyDictionary<string, string>? Label { get; init; }

    /// <summary>The new allow list, in place of the old one; empty means anywhere.</summary>
    public IReadOnlyList<string>? IPAddress { get; init; }

    /// <summary>The new roles, in place of all old ones; service credentials only.</summary>
    public IReadOnlyList<NamespaceRole>? NamespaceRole { get; init; }

    /// <summary>The new groups, in place of all old ones; service credentials only.</summary>
    public IReadOnlyList<string>? UserGroup { get; init; }
}
