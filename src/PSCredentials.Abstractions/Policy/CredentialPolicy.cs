namespace PSCredentials;

/// <summary>What an authority allows.</summary>
public sealed record CredentialPolicy
{
    /// <summary>The name under which <see cref="Lifetime"/> holds the row of API keys.</summary>
    public const string ApiKeyType = "ApiKey";

    /// <summary>The least number of characters of a password that is chosen for a bundle.</summary>
    public int MinimumPasswordLength { get; init; }

    /// <summary>
    /// The iterations of each key derivation of a PKCS#12 bundle. 0 leaves it to the password: 300 000 for one that is chosen, 10 000 for one that is made,
    /// which is as strong as a key.
    /// </summary>
    public int Pkcs12Iteration { get; init; }

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
