namespace PSCredentials;

/// <summary>What an authority allows.</summary>
public sealed record CredentialPolicy
{
    /// <summary>The name under which <see cref="Lifetime"/> holds the row of API keys.</summary>
    public const string ApiKeyType = "ApiKey";

    /// <summary>The least number of characters of a password that is chosen for a bundle.</summary>
    public int MinimumPasswordLength { get; init; }

    /// <summary>A row for each type.</summary>
    public IReadOnlyList<LifetimePolicy> Lifetime { get; init; } = [];

    /// <summary>The name of the authority whose policy this is.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The row of one type.</summary>
    /// <param name="type">The name of a <see cref="CredentialType"/>, or <see cref="ApiKeyType"/>.</param>
    /// <returns>The row.</returns>
    /// <exception cref="CredentialException">No such type.</exception>
    public LifetimePolicy GetLifetime(string type) =>
        Lifetime.FirstOrDefault(row => string.Equals(row.Type, type, StringComparison.OrdinalIgnoreCase))
        ?? throw CredentialException.Invalid("Type", $"'{type}' is not a credential type; allowed are {string.Join(", ", Lifetime.Select(row => row.Type))}.");
}
