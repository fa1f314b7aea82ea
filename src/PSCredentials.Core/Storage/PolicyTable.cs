namespace PSCredentials.Storage;

/// <summary>The statements about the policy.</summary>
internal static class PolicyTable
{
    private const string MinimumPasswordLength = "minimum_password_length";
    private const string MinimumBundlePasswordLength = "minimum_bundle_password_length";
    private const string Pkcs12Iteration = "pkcs12_iteration";
    private const string FailureLimit = "failure_limit";
    private const string ThrottleTime = "throttle_ms";
    private const string HtpasswdCost = "htpasswd_cost";
    private const string RemovalRetentionName = "removal_retention_ms";
    private const string RotatedSecretReuseName = "rotated_secret_reuse";
    private const string VerificationsPerMinute = "verifications_per_minute";
    private const string BlockedPasswordCount = "blocked_password_count";

    /// <summary>Reads the policy, the types in the order of the contract.</summary>
    public static CredentialPolicy Read(StoreConnection connection, string authority)
    {
        using Statement.Rows reader = connection.Prepared("SELECT type, default_ms, maximum_ms FROM lifetime_policy").Query();
        var rows = new Dictionary<string, LifetimePolicy>(StringComparer.Ordinal);
        while (reader.Next())
        {
            rows.Add(
                reader.Text(0),
                new LifetimePolicy(reader.Text(0), TimeSpan.FromMilliseconds(reader.Number(1)), TimeSpan.FromMilliseconds(reader.Number(2))));
        }

        return new CredentialPolicy
        {
            MinimumPasswordLength = (int)connection.Scalar($"SELECT value FROM setting WHERE name = '{MinimumPasswordLength}'"),

            // Vaults whose policy is older have one number for both.
            MinimumBundlePasswordLength = (int)connection.Scalar(
                $"SELECT value FROM setting WHERE name IN ('{MinimumBundlePasswordLength}', '{MinimumPasswordLength}') ORDER BY name = '{MinimumPasswordLength}' LIMIT 1"),
            Pkcs12Iteration = (int)SettingTable.Number(connection, Pkcs12Iteration),
            FailureLimit = (int)SettingTable.Number(connection, FailureLimit),
            ThrottleTime = TimeSpan.FromMilliseconds(SettingTable.Number(connection, ThrottleTime)),
            HtpasswdCost = (int)SettingTable.Number(connection, HtpasswdCost),
            BlockedPasswordCount = SettingTable.Number(connection, BlockedPasswordCount),
            RemovalRetention = RemovalRetention(connection),
            RotatedSecretReuse = RotatedSecretReuse(connection),
            VerificationsPerMinute = (int)SettingTable.Number(connection, VerificationsPerMinute),
            Lifetime = [.. Policy.PolicyDefaults.Types.Select(type => rows[type])],
            Authority = authority,
        };
    }

    /// <summary>Writes the policy.</summary>
    public static void Write(StoreConnection connection, CredentialPolicy policy)
    {
        foreach (LifetimePolicy row in policy.Lifetime)
        {
            connection.Prepared(
                    "INSERT INTO lifetime_policy (type, default_ms, maximum_ms) VALUES ($type, $default, $maximum) "
                    + "ON CONFLICT (type) DO UPDATE SET default_ms = excluded.default_ms, maximum_ms = excluded.maximum_ms")
                .With("$type", row.Type)
                .With("$default", (long)row.DefaultLifetime.TotalMilliseconds)
                .With("$maximum", (long)row.MaximumLifetime.TotalMilliseconds)
                .Execute();
        }

        SettingTable.Set(connection, MinimumPasswordLength, policy.MinimumPasswordLength);
        SettingTable.Set(connection, MinimumBundlePasswordLength, policy.MinimumBundlePasswordLength);
        SettingTable.Set(connection, Pkcs12Iteration, policy.Pkcs12Iteration);
        SettingTable.Set(connection, FailureLimit, policy.FailureLimit);
        SettingTable.Set(connection, ThrottleTime, (long)policy.ThrottleTime.TotalMilliseconds);
        SettingTable.Set(connection, HtpasswdCost, policy.HtpasswdCost);
        SettingTable.Set(connection, BlockedPasswordCount, policy.BlockedPasswordCount);
        SettingTable.Set(connection, RotatedSecretReuseName, (long)policy.RotatedSecretReuse);
        SettingTable.Set(connection, VerificationsPerMinute, policy.VerificationsPerMinute);
        SettingTable.Set(connection, RemovalRetentionName, (long)policy.RemovalRetention.TotalMilliseconds);
    }

    /// <summary>What happens where a rotated secret is presented.</summary>
    public static RotatedSecretReuse RotatedSecretReuse(StoreConnection connection) => (RotatedSecretReuse)SettingTable.Number(connection, RotatedSecretReuseName);

    /// <summary>How long a removal can be undone.</summary>
    public static TimeSpan RemovalRetention(StoreConnection connection) => TimeSpan.FromMilliseconds(SettingTable.Number(connection, RemovalRetentionName));
}
