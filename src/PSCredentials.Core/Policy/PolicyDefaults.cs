namespace PSCredentials.Policy;

/// <summary>The policy that a new authority starts with.</summary>
internal static class PolicyDefaults
{
    /// <summary>The longest lifetime that a policy can allow: shorter than the certificate authority's own.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    /// <summary>Every type that has a row, in the order of the contract.</summary>
    public static readonly IReadOnlyList<string> Types = [.. Enum.GetNames<CredentialType>(), CredentialPolicy.ApiKeyType];

    /// <summary>The policy. SCIM tokens: 180 days by default and 730 at most, as contract 1 says; the others follow it.</summary>
    public static CredentialPolicy Create() => new()
    {
        MinimumPasswordLength = 8,
        Lifetime =
        [
            .. Types.Select(type => new LifetimePolicy(
                type, TimeSpan.FromDays(type == nameof(CredentialType.ScimApiToken) ? 180 : 90), TimeSpan.FromDays(730))),
        ],
    };
}
