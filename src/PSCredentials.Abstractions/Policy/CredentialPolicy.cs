namespace PSCredentials;

/// <summary>What an authority allows.</summary>
public sealed record CredentialPolicy
{
    /// <summary>The name under which <see cref="Lifetime"/> holds the row of API keys.</summary>
    public const string ApiKeyType = "ApiKey";

    /// <summary>The least number of characters of a password that is chosen for a project's credential.</summary>
    public int MinimumPasswordLength { get; init; }

    /// <summary>The least number of characters of a password that is chosen for a PKCS#12 bundle.</summary>
    public int MinimumBundlePasswordLength { get; init; }

    /// <summary>
    /// The iterations of each key derivation of a PKCS#12 bundle. 0 leaves it to the password: 300 000 for one that is chosen, 10 000 for one that is made,
    /// which is as strong as a key.
    /// </summary>
    public int Pkcs12Iteration { get; init; }

    /// <summary>After how many wrong passwords in a row a project's credential is throttled; 0 for never.</summary>
    public int FailureLimit { get; init; }

    /// <summary>How long it is throttled then; each further wrong password doubles it, up to a day.</summary>
    public TimeSpan ThrottleTime { get; init; }

    /// <summary>The cost of the bcrypt hashes in password files: a hash takes 2 to this power rounds. Servers compute one for each request.</summary>
    public int HtpasswdCost { get; init; }

    /// <summary>How many passwords are on the list of those that nobody may choose.</summary>
    public long BlockedPasswordCount { get; init; }

    /// <summary>How long a record that was removed can be restored; zero where a removal is for good at once.</summary>
    public TimeSpan RemovalRetention { get; init; }

    /// <summary>What happens where a secret is presented that a rotation replaced, after its grace period.</summary>
    public RotatedSecretReuse RotatedSecretReuse { get; init; }

    /// <summary>How often in a minute one credential is accepted, by each process for itself; 0 for any number.</summary>
    public int VerificationsPerMinute { get; init; }

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
