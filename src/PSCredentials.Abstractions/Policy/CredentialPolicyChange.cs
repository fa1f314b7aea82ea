namespace PSCredentials;

/// <summary>A change of policy. What is null stays as it is; what was issued before keeps its expiry.</summary>
public sealed record CredentialPolicyChange
{
    /// <summary>The types whose lifetimes change; empty means all types.</summary>
    public IReadOnlyList<string> Type { get; init; } = [];

    /// <summary>The new lifetime where none is asked for.</summary>
    public TimeSpan? DefaultLifetime { get; init; }

    /// <summary>The new longest lifetime.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>The new least length of a password that is chosen for a project's credential, 0 to 1024.</summary>
    public int? MinimumPasswordLength { get; init; }

    /// <summary>The new least length of a password that is chosen for a PKCS#12 bundle, 0 to 1024.</summary>
    public int? MinimumBundlePasswordLength { get; init; }

    /// <summary>The new number of iterations of a PKCS#12 bundle: 1000 to 5 000 000, or 0 for the numbers that fit the password.</summary>
    public int? Pkcs12Iteration { get; init; }

    /// <summary>The new number of wrong passwords in a row that throttle: 1 to 1000, or 0 for never.</summary>
    public int? FailureLimit { get; init; }

    /// <summary>The new time for which is throttled, one second to one day.</summary>
    public TimeSpan? ThrottleTime { get; init; }

    /// <summary>The new cost of the hashes in password files, 5 to 16. It holds for passwords that are set from then on.</summary>
    public int? HtpasswdCost { get; init; }

    /// <summary>
    /// The new list of passwords that nobody may choose, in place of the one before: one each, compared without regard to case; read once, while the
    /// change is made. Empty ends the list.
    /// </summary>
    public IEnumerable<string>? BlockedPassword { get; init; }

    /// <summary>
    /// The new time for which a record that was removed can be restored: up to 365 days, or zero for never. It holds for what was removed before too; what then can no longer be restored is
    /// deleted with the change.
    /// </summary>
    public TimeSpan? RemovalRetention { get; init; }

    /// <summary>What shall happen where a secret is presented that a rotation replaced, after its grace period.</summary>
    public RotatedSecretReuse? RotatedSecretReuse { get; init; }

    /// <summary>The new number of times in a minute that one credential is accepted, by each process for itself: 1 to 1 000 000, or 0 for any number.</summary>
    public int? VerificationsPerMinute { get; init; }
}
