namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>Lifetimes in whole days, the only ones that contract 1 can say. They are cut, never stretched: nothing lives longer than was asked for.</summary>
internal static class ExpirationDays
{
    // A moment so many days from now has passed a little of them when it comes here; clocks differ by more.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The days of a new credential.</summary>
    /// <param name="expiry">What was asked for.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null where the authority's own default is asked for.</returns>
    /// <exception cref="CredentialException">It is less than a day.</exception>
    public static int? ForCreation(Expiry expiry, DateTimeOffset now) => expiry == Expiry.Default ? null : Whole(expiry.After ?? expiry.At!.Value - now);

    /// <summary>The days of a renewal. There it has no default: the vendor takes no number for none left.</summary>
    /// <param name="expiry">What was asked for.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="CredentialException">No time was given, or less than a day.</exception>
    public static int ForRenewal(Expiry expiry, DateTimeOffset now) => ForCreation(expiry, now) ?? throw new CredentialException(
        CredentialErrors.LifetimeNotAllowed, "ExpirationDays or ExpiresAt is required: F5 Distributed Cloud has no default for renewals, and ends a token at once that is renewed without.");

    /// <summary>A time in whole days.</summary>
    /// <param name="lifetime">The time.</param>
    /// <exception cref="CredentialException">It is less than a day.</exception>
    public static int Whole(TimeSpan lifetime)
    {
        int days = (int)Math.Floor((lifetime < TimeSpan.MaxValue - s_tolerance ? lifetime + s_tolerance : lifetime).TotalDays);
        if (days < 1)
        {
            throw new CredentialException(
                CredentialErrors.LifetimeNotAllowed,
                lifetime <= TimeSpan.Zero ? "The expiry is not in the future." : "The lifetime is shorter than a day; F5 Distributed Cloud counts whole days, one at least.");
        }

        if (lifetime - TimeSpan.FromDays(days) > s_tolerance)
        {
            RequestNarration.Tell($"The lifetime is cut to {days} days: F5 Distributed Cloud counts whole ones.");
        }

        return days;
    }
}
