using System.Globalization;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Policy;

/// <summary>The policy of the embedded authority.</summary>
internal sealed class PolicyService(AuthorityContext authority) : IPolicyService
{
    // The fewest that NIST SP 800-132 allows, and the most that Java reads.
    private const int FewestIterations = 1_000;
    private const int MostIterations = 5_000_000;

    // The least that htpasswd itself takes by default, and about four seconds a request.
    private const int CheapestHtpasswd = 5;
    private const int DearestHtpasswd = 16;

    private const int MostVerificationsPerMinute = 1_000_000;

    /// <inheritdoc/>
    public Task<CredentialPolicy> GetAsync(CancellationToken cancellationToken) => Task.FromResult(authority.Policy());

    /// <inheritdoc/>
    public Task<CredentialPolicy> ChangeAsync(CredentialPolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        CheckLength("MinimumPasswordLength", change.MinimumPasswordLength);
        CheckLength("MinimumBundlePasswordLength", change.MinimumBundlePasswordLength);

        if (change.Pkcs12Iteration is { } iterations and not 0 and (< FewestIterations or > MostIterations))
        {
            throw CredentialException.Invalid(
                "Pkcs12Iteration",
                string.Create(CultureInfo.InvariantCulture, $"is {iterations}; {FewestIterations} to {MostIterations} is allowed, or 0 for the numbers that fit the password."));
        }

        if (change.FailureLimit is < 0 or > 1000)
        {
            throw CredentialException.Invalid("FailureLimit", $"is {change.FailureLimit}; 1 to 1000 is allowed, or 0 for never.");
        }

        if (change.ThrottleTime is { } throttle && (throttle < TimeSpan.FromSeconds(1) || throttle > TimeSpan.FromDays(1)))
        {
            throw CredentialException.Invalid("ThrottleTime", "has to be from one second to one day.");
        }

        if (change.HtpasswdCost is < CheapestHtpasswd or > DearestHtpasswd)
        {
            throw CredentialException.Invalid("HtpasswdCost", $"is {change.HtpasswdCost}; {CheapestHtpasswd} to {DearestHtpasswd} is allowed.");
        }

        if (change.RemovalRetention is { } retention && (retention < TimeSpan.Zero || retention > PolicyDefaults.LongestRetention))
        {
            throw CredentialException.Invalid("RemovalRetention", $"has to be up to {PolicyDefaults.LongestRetention.TotalDays} days, or zero for none.");
        }

        if (change.RotatedSecretReuse is { } reuse && !Enum.IsDefined(reuse))
        {
            throw CredentialException.Invalid("RotatedSecretReuse", $"{(int)reuse} is no answer to it; allowed are {string.Join(", ", Enum.GetNames<RotatedSecretReuse>())}.");
        }

        if (change.VerificationsPerMinute is < 0 or > MostVerificationsPerMinute)
        {
            throw CredentialException.Invalid("VerificationsPerMinute", $"is {change.VerificationsPerMinute}; 1 to {MostVerificationsPerMinute} is allowed, or 0 for any number.");
        }

        // Read before the transaction, which may run twice.
        IReadOnlyCollection<byte[]>? blocked = change.BlockedPassword is null ? null : BlockedPasswords.Hashes(change.BlockedPassword, cancellationToken);
        return authority.ChangeAsync(
            CredentialAction.ChangePolicy,
            (connection, _) =>
            {
                CredentialPolicy before = PolicyTable.Read(connection, authority.Name);
                var types = change.Type.Select(type => before.GetLifetime(type).Type).ToHashSet(StringComparer.Ordinal);
                CredentialPolicy after = before with
                {
                    MinimumPasswordLength = change.MinimumPasswordLength ?? before.MinimumPasswordLength,
                    MinimumBundlePasswordLength = change.MinimumBundlePasswordLength ?? before.MinimumBundlePasswordLength,
                    Pkcs12Iteration = change.Pkcs12Iteration ?? before.Pkcs12Iteration,
                    FailureLimit = change.FailureLimit ?? before.FailureLimit,
                    ThrottleTime = change.ThrottleTime ?? before.ThrottleTime,
                    HtpasswdCost = change.HtpasswdCost ?? before.HtpasswdCost,
                    BlockedPasswordCount = blocked?.Count ?? before.BlockedPasswordCount,
                    RemovalRetention = change.RemovalRetention ?? before.RemovalRetention,
                    VerificationsPerMinute = change.VerificationsPerMinute ?? before.VerificationsPerMinute,
                    RotatedSecretReuse = change.RotatedSecretReuse ?? before.RotatedSecretReuse,
                    Lifetime = [.. before.Lifetime.Select(row => types.Count == 0 || types.Contains(row.Type) ? Changed(row, change) : row)],
                };
                PolicyTable.Write(connection, after);
                if (after.RemovalRetention != before.RemovalRetention)
                {
                    // What was no longer to be had under the policy before does not come back with a longer one.
                    authority.Removals.Run(connection, after.RemovalRetention < before.RemovalRetention ? after.RemovalRetention : before.RemovalRetention);
                }

                if (blocked is not null)
                {
                    BlockedPasswordTable.Replace(connection, blocked);
                }

                authority.Store.MarkFactsChanged();
                authority.Audit(
                    connection, CredentialAction.ChangePolicy, new(CredentialSubject.Policy, string.Empty, authority.Name, string.Empty), Describe(before, after));
                return after;
            },
            cancellationToken);
    }

    private static void CheckLength(string field, int? length)
    {
        if (length is < 0 or > FieldRules.LongestText)
        {
            throw CredentialException.Invalid(field, $"is {length}; 0 to {FieldRules.LongestText} is allowed.");
        }
    }

    private static LifetimePolicy Changed(LifetimePolicy row, CredentialPolicyChange change)
    {
        TimeSpan maximum = change.MaximumLifetime ?? row.MaximumLifetime;

        // A lower limit takes the default with it; a default that is given has to fit.
        TimeSpan normal = change.DefaultLifetime ?? (row.DefaultLifetime < maximum ? row.DefaultLifetime : maximum);
        if (maximum < TimeSpan.FromSeconds(1) || maximum > PolicyDefaults.LongestLifetime)
        {
            throw CredentialException.Invalid("MaximumLifetime", $"has to be from one second to {PolicyDefaults.LongestLifetime.TotalDays} days.");
        }

        return normal < TimeSpan.FromSeconds(1) || normal > maximum
            ? throw CredentialException.Invalid("DefaultLifetime", $"has to be from one second to the maximum for {row.Type}, {Days(maximum)}.")
            : new LifetimePolicy(row.Type, normal, maximum);
    }

    private static string Describe(CredentialPolicy before, CredentialPolicy after)
    {
        IEnumerable<string> changes = after.Lifetime.Except(before.Lifetime).Select(row => row.ToString());
        IEnumerable<string> others = new[]
        {
            Number("minimum password length", before.MinimumPasswordLength, after.MinimumPasswordLength),
            Number("minimum bundle password length", before.MinimumBundlePasswordLength, after.MinimumBundlePasswordLength),
            Number("PKCS#12 iterations", before.Pkcs12Iteration, after.Pkcs12Iteration),
            Number("failure limit", before.FailureLimit, after.FailureLimit),
            Number("throttle seconds", before.ThrottleTime.TotalSeconds, after.ThrottleTime.TotalSeconds),
            Number("htpasswd cost", before.HtpasswdCost, after.HtpasswdCost),
            Number("removal retention seconds", before.RemovalRetention.TotalSeconds, after.RemovalRetention.TotalSeconds),
            before.RotatedSecretReuse == after.RotatedSecretReuse ? null : $"reuse of rotated secrets {after.RotatedSecretReuse}",
            Number("verifications per minute", before.VerificationsPerMinute, after.VerificationsPerMinute),
            Number("blocked passwords", before.BlockedPasswordCount, after.BlockedPasswordCount),
        }.OfType<string>();
        return string.Join("; ", changes.Concat(others));
    }

    private static string? Number(string name, double before, double after) =>
        before.Equals(after) ? null : string.Create(CultureInfo.InvariantCulture, $"{name} {after}");

    private static string Days(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##} days");
}
