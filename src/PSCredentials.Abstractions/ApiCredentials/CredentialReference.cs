namespace PSCredentials;

/// <summary>Names one credential: by its id, or by its name with or without the namespace (API keys: workspace).</summary>
public sealed record CredentialReference
{
    /// <summary>The id, if that is how it is named.</summary>
    public string? Id { get; init; }

    /// <summary>The name, if that is how it is named.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace or workspace that the name is looked for in; null means all.</summary>
    public string? Scope { get; init; }

    /// <summary>It means only what is in one of these namespaces, workspaces or projects, by their exact names without regard to case; null for any.</summary>
    public IReadOnlyList<string>? VisibleIn { get; init; }

    /// <summary>The record must be as it was changed at this moment, or the change is refused with <see cref="CredentialErrors.ModifiedMeanwhile"/>; null for any.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Names by id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The reference.</returns>
    public static CredentialReference ById(string id) => new() { Id = id };

    /// <summary>Names by name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="scope">The namespace or workspace, or null for all.</param>
    /// <returns>The reference.</returns>
    public static CredentialReference ByName(string name, string? scope = null) => new() { Name = name, Scope = scope };

    /// <summary>How to speak of it to the user.</summary>
    /// <returns>The scope and name, or the id.</returns>
    public override string ToString() => Name is null ? Id ?? string.Empty : Scope is null ? Name : $"{Scope}/{Name}";
}
