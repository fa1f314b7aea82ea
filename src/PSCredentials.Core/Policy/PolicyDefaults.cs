namespace PSCredentials.Policy;

/// <summary>The policy that a new authority starts with.</summary>
internal static class PolicyDefaults
{
    /// <summary>The longest lifetime that a policy can allow: shorter than the certificate authority's own.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    /// <summary>The longest time for which a policy can have removals undone.</summary>
    public static readonly TimeSpan LongestRetention = TimeSpan.FromDays(365);

    /// <summary>Every type that has a row, in the order of the contract.</summary>
    public static readonly IReadOnlyList<string> Types = [.. Enum.GetNames<CredentialType>(), CredentialPolicy.ApiKeyType];

    /// <summary>The iterations of a key derivation under a chosen password: as many as .NET's own loader takes by default.</summary>
    public const int IterationsForChosenPassword = 300_000;

    // A made password is as strong as a key.
    private const int IterationsForMadePassword = 10_000;

    /// <summary>The iterations of each key derivation of a PKCS#12 bundle.</summary>
    /// <param name="policy">Whose number counts, unless it is 0.</param>
    /// <param name="password">How the bundle gets its password.</param>
    /// <returns>The number.</returns>
    public static int Pkcs12Iterations(CredentialPolicy policy, BundlePassword password) =>
        policy.Pkcs12Iteration > 0 ? policy.Pkcs12Iteration : password.IsGenerated ? IterationsForMadePassword : IterationsForChosenPassword;

    /// <summary>The policy. SCIM tokens: 180 days by default and 730 at most, as contract 1 says; the others follow it.</summary>
    public static CredentialPolicy Create() => new()
    {
        MinimumPasswordLength = 8,

        // What contract 1 asks for at least; its documents' own example has seven characters.
        MinimumBundlePasswordLength = 6,
        FailureLimit = 10,
        ThrottleTime = TimeSpan.FromMinutes(1),
        HtpasswdCost = 10,
        RemovalRetention = TimeSpan.FromDays(7),
        Lifetime =
        [
            .. Types.Select(type => new LifetimePolicy(
                type, TimeSpan.FromDays(type == nameof(CredentialType.ScimApiToken) ? 180 : 90), TimeSpan.FromDays(730))),
        ],
    };
}
