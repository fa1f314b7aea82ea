namespace PSCredentials;

/// <summary>The one rule by which a state follows from facts.</summary>
internal static class CredentialStates
{
    /// <summary>The state at a moment; the more final one wins.</summary>
    public static CredentialState At(DateTimeOffset now, DateTimeOffset expiresAt, DateTimeOffset? disabledAt, DateTimeOffset? revokedAt) =>
        revokedAt is not null ? CredentialState.Revoked
        : expiresAt <= now ? CredentialState.Expired
        : disabledAt is not null ? CredentialState.Disabled
        : CredentialState.Active;
}
