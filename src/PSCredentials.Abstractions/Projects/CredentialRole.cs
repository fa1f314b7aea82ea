namespace PSCredentials;

/// <summary>A role that credentials of any project can have. What it allows, the systems decide that ask for it.</summary>
public sealed record CredentialRole
{
    /// <summary>Its name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>How many credentials had it when this object was read.</summary>
    public long CredentialCount { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the authority that keeps it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The role's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
