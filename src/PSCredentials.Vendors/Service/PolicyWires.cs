using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>What the authority allows.</summary>
internal sealed record PolicyWire : IWire<PolicyWire>
{
    /// <summary>The least number of characters of a password that is chosen.</summary>
    public int MinimumPasswordLength { get; init; }

    /// <summary>The least number of characters of a bundle's password that is chosen.</summary>
    public int MinimumBundlePasswordLength { get; init; }

    /// <summary>The iterations of each key derivation of a PKCS#12 bundle; 0 for the numbers that fit the password.</summary>
    public int Pkcs12Iterations { get; init; }

    /// <summary>After how many wrong passwords in a row a project's credential is throttled; 0 for never.</summary>
    public int FailureLimit { get; init; }

    /// <summary>How long it is throttled then.</summary>
    public TimeSpan ThrottleTime { get; init; }

    /// <summary>The cost of the bcrypt hashes in password files.</summary>
    public int HtpasswdCost { get; init; }

    /// <summary>How many passwords are on the list of those that nobody may choose.</summary>
    public long BlockedPasswordCount { get; init; }

    /// <summary>How long a record that was removed can be restored; zero for never.</summary>
    public TimeSpan RemovalRetention { get; init; }

    /// <summary>What happens where a secret is presented that a rotation replaced, after its grace period.</summary>
    public RotatedSecretReuse RotatedSecretReuse { get; init; }

    /// <summary>How often in a minute one credential is accepted, by each process for itself; 0 for any number.</summary>
    public int VerificationsPerMinute { get; init; }

    /// <summary>A row for each type.</summary>
    public IReadOnlyList<LifetimeWire> Lifetimes { get; init; } = [];

    /// <inheritdoc/>
    public static JsonTypeInfo<PolicyWire> Json => ServiceJson.Default.PolicyWire;

    /// <summary>Writes a policy.</summary>
    public static PolicyWire Of(CredentialPolicy policy) => new()
    {
        MinimumPasswordLength = policy.MinimumPasswordLength,
        MinimumBundlePasswordLength = policy.MinimumBundlePasswordLength,
        Pkcs12Iterations = policy.Pkcs12Iteration,
        FailureLimit = policy.FailureLimit,
        ThrottleTime = policy.ThrottleTime,
        HtpasswdCost = policy.HtpasswdCost,
        BlockedPasswordCount = policy.BlockedPasswordCount,
        RemovalRetention = policy.RemovalRetention,
        RotatedSecretReuse = policy.RotatedSecretReuse,
        VerificationsPerMinute = policy.VerificationsPerMinute,
        Lifetimes = [.. policy.Lifetime.Select(row => new LifetimeWire(row.Type, row.DefaultLifetime, row.MaximumLifetime))],
    };

    /// <summary>The policy as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialPolicy ToPolicy(string authority) => new()
    {
        MinimumPasswordLength = MinimumPasswordLength,
        MinimumBundlePasswordLength = MinimumBundlePasswordLength,
        Pkcs12Iteration = Pkcs12Iterations,
        FailureLimit = FailureLimit,
        ThrottleTime = ThrottleTime,
        HtpasswdCost = HtpasswdCost,
        BlockedPasswordCount = BlockedPasswordCount,
        RemovalRetention = RemovalRetention,
        RotatedSecretReuse = RotatedSecretReuse,
        VerificationsPerMinute = VerificationsPerMinute,
        Lifetime = [.. Lifetimes.Select(row => new LifetimePolicy(row.Type, row.DefaultLifetime, row.MaximumLifetime))],
        Authority = authority,
    };
}

/// <summary>How long credentials of one type live.</summary>
/// <param name="Type">The type, or <c>ApiKey</c>.</param>
/// <param name="DefaultLifetime">The lifetime where none is asked for.</param>
/// <param name="MaximumLifetime">The longest lifetime that can be asked for.</param>
internal sealed record LifetimeWire(string Type, TimeSpan DefaultLifetime, TimeSpan MaximumLifetime);

/// <summary>Changes of the policy. What is left out stays as it is; what was issued before keeps its expiry.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PolicyChangeWire : IWire<PolicyChangeWire>
{
    /// <summary>The types whose lifetimes change; all where it is left out.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The new lifetime where none is asked for.</summary>
    public TimeSpan? DefaultLifetime { get; init; }

    /// <summary>The new longest lifetime.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>The new least length of a chosen password, 0 to 1024.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>The new least length of a bundle's chosen password, 0 to 1024.</summary>
    public int? MinimumBundlePasswordLength { get; init; }

    /// <summary>The new number of iterations of a PKCS#12 bundle: 1000 to 5 000 000, or 0 for the numbers that fit the password.</summary>
    public int? Pkcs12Iterations { get; init; }

    /// <summary>The new number of wrong passwords in a row that throttle: 1 to 1000, or 0 for never.</summary>
    public int? FailureLimit { get; init; }

    /// <summary>The new time for which is throttled, one second to one day.</summary>
    public TimeSpan? ThrottleTime { get; init; }

    /// <summary>The new cost of the hashes in password files, 5 to 16.</summary>
    public int? HtpasswdCost { get; init; }

    /// <summary>The new list of passwords that nobody may choose, in place of the one before; empty ends the list.</summary>
    public IReadOnlyList<string>? BlockedPasswords { get; init; }

    /// <summary>The new time for which a record that was removed can be restored: up to 365 days, or zero for never; what then can no longer be restored is deleted.</summary>
    public TimeSpan? RemovalRetention { get; init; }

    /// <summary>What shall happen where a secret is presented that a rotation replaced, after its grace period.</summary>
    public RotatedSecretReuse? RotatedSecretReuse { get; init; }

    /// <summary>The new number of times in a minute that one credential is accepted, by each process for itself: 1 to 1 000 000, or 0 for any number.</summary>
    public int? VerificationsPerMinute { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<PolicyChangeWire> Json => ServiceJson.Default.PolicyChangeWire;

    /// <summary>Writes a change.</summary>
    public static PolicyChangeWire Of(CredentialPolicyChange change) => new()
    {
        Types = OrNone(change.Type),
        DefaultLifetime = change.DefaultLifetime,
        MaximumLifetime = change.MaximumLifetime,
        MinimumPasswordLength = change.MinimumPasswordLength,
        MinimumBundlePasswordLength = change.MinimumBundlePasswordLength,
        Pkcs12Iterations = change.Pkcs12Iteration,
        FailureLimit = change.FailureLimit,
        ThrottleTime = change.ThrottleTime,
        HtpasswdCost = change.HtpasswdCost,
        BlockedPasswords = change.BlockedPassword is null ? null : [.. change.BlockedPassword],
        RemovalRetention = change.RemovalRetention,
        RotatedSecretReuse = change.RotatedSecretReuse,
        VerificationsPerMinute = change.VerificationsPerMinute,
    };

    /// <summary>Reads the change.</summary>
    public CredentialPolicyChange ToChange() => new()
    {
        Type = Items(Types, "types"),
        DefaultLifetime = DefaultLifetime,
        MaximumLifetime = MaximumLifetime,
        MinimumPasswordLength = MinimumPasswordLength,
        MinimumBundlePasswordLength = MinimumBundlePasswordLength,
        Pkcs12Iteration = Pkcs12Iterations,
        FailureLimit = FailureLimit,
        ThrottleTime = ThrottleTime,
        HtpasswdCost = HtpasswdCost,
        BlockedPassword = BlockedPasswords is null ? null : Items(BlockedPasswords, "blockedPasswords"),
        RemovalRetention = RemovalRetention,
        RotatedSecretReuse = RotatedSecretReuse,
        VerificationsPerMinute = VerificationsPerMinute,
    };
}
