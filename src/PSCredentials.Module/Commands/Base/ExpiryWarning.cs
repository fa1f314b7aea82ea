using PSCredentials.Formatting;

namespace PSCredentials.Commands;

/// <summary>Says that a credential is near its end, to those who just used or changed it.</summary>
internal static class ExpiryWarning
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The warning.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="now">The present moment.</param>
    /// <returns>A sentence, or null where a third of its life, or a week, is left.</returns>
    internal static string? For(ICredential credential, DateTimeOffset now)
    {
        TimeSpan third = (credential.ExpiresAt - credential.CreatedAt) / 3;
        TimeSpan left = credential.ExpiresAt - now;
        (string noun, string means) = credential switch
        {
            ApiKey => ("API key", "Update-ApiKey renews or rotates it"),
            ProjectCredential => ("Project credential", "Set-ProjectCredential -ExpireDate moves its end"),
            _ => ("API credential", "Update-ApiCredential renews or rotates it"),
        };
        string expiry = CredentialFormat.Expiry(credential.ExpiresAt);
        return credential.State switch
        {
            CredentialState.Expired => $"{noun} '{credential.Name}' expired {expiry}: it is refused until {means}.",
            CredentialState.Active when left < Longest && left < third => $"{noun} '{credential.Name}' expires {expiry}; {means}.",
            _ => null,
        };
    }
}
