namespace PSCredentials;

/// <summary>A project: credentials, and the environments they are deployed to.</summary>
public sealed record CredentialProject
{
    /// <summary>The identifier the authority gave it.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Its name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>How many credentials it had when this object was read.</summary>
    public long CredentialCount { get; init; }

    /// <summary>The names of its environments.</summary>
    public IReadOnlyList<string> Environment { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the authority that keeps it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The project's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
