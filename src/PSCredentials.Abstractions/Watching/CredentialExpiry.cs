namespace PSCredentials;

/// <summary>The end of one credential: what all families have, in the same words. It holds no secret and no part of one.</summary>
public sealed record CredentialExpiry
{
    /// <summary>The name of its authority.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>Its family.</summary>
    public CredentialFamily Family { get; init; }

    /// <summary>The identifier the authority gave it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name or username.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace, workspace or project; empty where it has none.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>What it is, such as <c>ServiceApiToken</c> or <c>ApiKey</c>.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>Its state when it was read.</summary>
    public CredentialState State { get; init; }

    /// <summary>Who made it, the user of a key, or the holder of a project's credential; empty where that is not known.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>When it stops working, or stopped.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The days from the day it was read to the last day on which it works, both in UTC: 0 on that day, negative after it.</summary>
    public int DaysLeft { get; init; }

    /// <summary>The smallest of the thresholds that were asked for that it has reached, in days; null where it has reached none.</summary>
    public int? Threshold { get; init; }

    /// <summary>The end of an API credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Its end.</returns>
    public static CredentialExpiry Of(ApiCredential credential, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Of(credential, CredentialFamily.ApiCredential, now) with { Scope = credential.Namespace, Type = credential.Type.ToString(), Owner = credential.Owner };
    }

    /// <summary>The end of an API key.</summary>
    /// <param name="key">The key's facts.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Its end.</returns>
    public static CredentialExpiry Of(ApiKey key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Of(key, CredentialFamily.ApiKey, now) with { Scope = key.Workspace, Type = nameof(CredentialFamily.ApiKey), Owner = key.UserName };
    }

    /// <summary>The end of a project's credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Its end; null where it has none.</returns>
    public static CredentialExpiry? Of(ProjectCredential credential, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return credential.ExpiresAt is null ? null : Of(credential, CredentialFamily.ProjectCredential, now) with
        {
            Scope = credential.Project,
            Type = nameof(CredentialFamily.ProjectCredential),
            Owner = credential.FullName.Length > 0 ? credential.FullName : credential.Email,
        };
    }

    /// <summary>The end with the threshold that it has reached.</summary>
    /// <param name="thresholds">The thresholds, in days before the last day on which it works; 0 is that day.</param>
    /// <returns>The same end.</returns>
    public CredentialExpiry Reaching(IEnumerable<int> thresholds) =>
        this with { Threshold = thresholds.Where(days => DaysLeft <= days).Select(days => (int?)days).Min() };

    /// <summary>The days from one moment to the last day before an end, both in UTC.</summary>
    /// <param name="end">The end: when something stops working.</param>
    /// <param name="now">The moment.</param>
    /// <returns>0 on that day, negative after it.</returns>
    public static int DaysTo(DateTimeOffset end, DateTimeOffset now) => (LastDay(end) - now.UtcDateTime.Date).Days;

    /// <summary>The credential's name and the last day on which it works.</summary>
    /// <returns>A text such as <c>ci-deploy (2027-01-31)</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{Name} ({LastDay(ExpiresAt):yyyy-MM-dd})");

    private static CredentialExpiry Of(ICredential credential, CredentialFamily family, DateTimeOffset now) => new()
    {
        Authority = credential.Authority,
        Family = family,
        Id = credential.Id,
        Name = credential.Name,
        State = credential.State,
        ExpiresAt = credential.ExpiresAt,
        DaysLeft = DaysTo(credential.ExpiresAt, now),
    };

    // What ends at midnight does not work on the day that begins then.
    private static DateTime LastDay(DateTimeOffset end) => end.UtcDateTime.AddTicks(-1).Date;
}
