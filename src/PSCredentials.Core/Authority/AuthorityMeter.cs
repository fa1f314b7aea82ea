using System.Diagnostics.Metrics;

namespace PSCredentials.Authority;

/// <summary>
/// What an authority counts for whoever listens (System.Diagnostics.Metrics), all authorities of a process together. Tags tell kinds and reasons, and never whose. Where nobody
/// listens it costs a comparison.
/// </summary>
internal static class AuthorityMeter
{
    /// <summary>A token was presented.</summary>
    public const string Token = "token";

    /// <summary>An access token was presented.</summary>
    public const string AccessToken = "access_token";

    /// <summary>An API key was presented.</summary>
    public const string ApiKey = "api_key";

    /// <summary>A username and password were presented.</summary>
    public const string Password = "password";

    /// <summary>A client certificate was presented.</summary>
    public const string Certificate = "certificate";

    /// <summary>The queue of keys and bundles that are slow to make.</summary>
    public static readonly KeyValuePair<string, object?> KeysAndBundles = new("queue", "keys_and_bundles");

    /// <summary>The queue of passwords to derive.</summary>
    public static readonly KeyValuePair<string, object?> Passwords = new("queue", "passwords");

    private static readonly Meter Meter = new(EmbeddedAuthorityProvider.MeterName);

    private static readonly Counter<long> Verifications =
        Meter.CreateCounter<long>("psc.verifications", "{verification}", "Presented secrets that were decided about, by kind and reason.");

    private static readonly Counter<long> Issues = Meter.CreateCounter<long>("psc.issues", "{credential}", "Credentials that were issued, by type.");

    private static readonly string[] Reasons = Enum.GetNames<VerificationReason>();

    /// <summary>How many wait, by queue.</summary>
    public static readonly UpDownCounter<long> Waiting =
        Meter.CreateUpDownCounter<long>("psc.queue.waiting", "{item}", "What waits for a core, by queue.");

    /// <summary>Counts a verdict.</summary>
    /// <param name="kind">What was presented.</param>
    /// <param name="verdict">The verdict.</param>
    /// <returns>The verdict.</returns>
    public static CredentialVerdict Count(string kind, CredentialVerdict verdict)
    {
        if (Verifications.Enabled)
        {
            Verifications.Add(1, new("kind", kind), new("reason", Reasons[(int)verdict.Reason]));
        }

        return verdict;
    }

    /// <summary>Counts an issue.</summary>
    /// <param name="type">What was issued.</param>
    public static void CountIssue(string type) => Issues.Add(1, new KeyValuePair<string, object?>("type", type));
}
