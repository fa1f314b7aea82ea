using PSCredentials.Formatting;

namespace PSCredentials.Commands;

/// <summary>The last part of a credential's life, in which an update is due. An update before it would come too often when it is run every day.</summary>
/// <param name="Length">How long before the expiry it opens.</param>
internal readonly record struct UpdateWindow(TimeSpan Length)
{
    /// <summary>The window where none was asked for: a third of the new lifetime, so that an update that fails can be tried again for weeks.</summary>
    /// <param name="lifetime">The lifetime that the update gives.</param>
    /// <returns>The window.</returns>
    internal static UpdateWindow Of(TimeSpan lifetime) => new(lifetime / 3);

    /// <summary>Whether the window of a credential is open, or its life is over.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>Whether an update is due.</returns>
    internal bool IsOpen(ICredential credential, DateTimeOffset now) => credential.ExpiresAt - now <= Length;

    /// <summary>The expiry that a rotation gives: a new lifetime where one is due, and else the one it had.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>The policy's, or null for the old one.</returns>
    internal Expiry? NewExpiry(ICredential credential, DateTimeOffset now) => IsOpen(credential, now) ? Expiry.Default : null;

    /// <summary>Says why nothing is done yet.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="described">The credential in words.</param>
    /// <param name="action">What would be done, such as <c>rotates</c>.</param>
    /// <returns>The sentence.</returns>
    internal string Decline(ICredential credential, string described, string action) =>
        $"Nothing was done to {described}: it expires {CredentialFormat.Time(credential.ExpiresAt)}, and is due from "
        + $"{CredentialFormat.Time(credential.ExpiresAt - Length)}. -Force {action} it now.";
}
