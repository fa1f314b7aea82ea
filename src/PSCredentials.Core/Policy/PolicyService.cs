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

    /// <inheritdoc/>
    public Task<CredentialPolicy> GetAsync(CancellationToken cancellationToken) => Task.FromResult(authority.Policy());

    /// <inheritdoc/>
    public Task<CredentialPolicy> ChangeAsync(CredentialPolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.MinimumPasswordLength is < 0 or > FieldRules.LongestText)
        {
            throw CredentialException.Invalid("MinimumPasswordLength", $"is {change.MinimumPasswordLength}; 0 to {FieldRules.LongestText} is allowed.");
        }

        if (change.Pkcs12Iteration is { } iterations and not 0 and (< FewestIterations or > MostIterations))
        {
            throw CredentialException.Invalid(
                "Pkcs12Iteration",
                string.Create(CultureInfo.InvariantCulture, $"is {iterations}; {FewestIterations} to {MostIterations} is allowed, or 0 for the numbers that fit the password."));
        }

        return authority.ChangeAsync(
            CredentialAction.ChangePolicy,
            (connection, _) =>
            {
                CredentialPolicy before = PolicyTable.Read(connection, authority.Name);
                var types = change.Type.Select(type => before.GetLifetime(type).Type).ToHashSet(StringComparer.Ordinal);
                CredentialPolicy after = before with
                {
                    MinimumPasswordLength = change.MinimumPasswordLength ?? before.MinimumPasswordLength,
                    Pkcs12Iteration = change.Pkcs12Iteration ?? before.Pkcs12Iteration,
                    Lifetime = [.. before.Lifetime.Select(row => types.Count == 0 || types.Contains(row.Type) ? Changed(row, change) : row)],
                };
                PolicyTable.Write(connection, after);
                authority.Store.MarkFactsChanged();
                authority.Audit(
                    connection, CredentialAction.ChangePolicy, new(CredentialSubject.Policy, string.Empty, authority.Name, string.Empty), Describe(before, after));
                return after;
            },
            cancellationToken);
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
        if (before.MinimumPasswordLength != after.MinimumPasswordLength)
        {
            changes = changes.Append(string.Create(CultureInfo.InvariantCulture, $"minimum password length {after.MinimumPasswordLength}"));
        }

        if (before.Pkcs12Iteration != after.Pkcs12Iteration)
        {
            changes = changes.Append(string.Create(CultureInfo.InvariantCulture, $"PKCS#12 iterations {after.Pkcs12Iteration}"));
        }

        return string.Join("; ", changes);
    }

    private static string Days(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##} days");
}
