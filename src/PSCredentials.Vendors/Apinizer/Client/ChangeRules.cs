namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>What changes of a credential the contract has.</summary>
internal static class ChangeRules
{
    /// <summary>Refuses a change that contradicts itself, or that the contract does not have.</summary>
    /// <param name="change">The change.</param>
    /// <param name="title">The authority, as messages have it.</param>
    /// <exception cref="CredentialException">It cannot be done.</exception>
    public static void Check(ProjectCredentialChange change, string title)
    {
        bool setsPassword = change.Password is not null || change.GeneratePassword;
        if (change.Password?.Reveal().Length == 0)
        {
            throw Empty("password");
        }

        if (change.Password is not null && change.GeneratePassword)
        {
            throw CredentialException.Invalid("Password", "is given and shall be made; only one of the two is allowed.");
        }

        if (change.ExpiresAt is not null && change.NeverExpires)
        {
            throw CredentialException.Invalid("ExpiresAt", "is given for a credential that shall never expire; only one of the two is allowed.");
        }

        if (change.GracePeriod < TimeSpan.Zero || (change.GracePeriod > TimeSpan.Zero && !setsPassword))
        {
            throw CredentialException.Invalid("GracePeriod", "has to be zero or more, and goes with a new password.");
        }

        if (change.FullName is not null && string.IsNullOrWhiteSpace(change.FullName))
        {
            throw Empty("full name");
        }

        if (change.Email is not null && string.IsNullOrWhiteSpace(change.Email))
        {
            throw Empty("email");
        }

        if (change.GracePeriod > TimeSpan.Zero)
        {
            throw Unsupported.Error(title, "way to let the old password work on");
        }

        if (change.Label is { Count: > 0 })
        {
            throw Unsupported.Error(title, "labels");
        }

        if (ChangesFacts(change) && !setsPassword)
        {
            throw Unsupported.Error(
                title,
                "change of a credential that leaves the password out: it replaces all of it, and the password cannot be read. Give a password with what shall change: the present one stays where it is the one given");
        }
    }

    /// <summary>Whether a change is of more than the password.</summary>
    public static bool ChangesFacts(ProjectCredentialChange change) =>
        change.NeverExpires
        || change is not { Email: null, FullName: null, Description: null, Role: null, IPAddress: null, ExpiresAt: null, IsEnabled: null };

    /// <summary>A credential as a change makes it, but for its password.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The present.</param>
    public static ProjectCredential Apply(ProjectCredential credential, ProjectCredentialChange change, DateTimeOffset now) => credential with
    {
        Email = change.Email ?? credential.Email,
        FullName = change.FullName ?? credential.FullName,
        Description = change.Description ?? credential.Description,
        Role = change.Role ?? credential.Role,
        IPAddress = change.IPAddress ?? credential.IPAddress,
        ExpiresAt = change.NeverExpires ? null : change.ExpiresAt ?? credential.ExpiresAt,
        DisabledAt = change.IsEnabled switch
        {
            true => null,
            false => credential.DisabledAt ?? now,
            null => credential.DisabledAt,
        },
    };

    private static CredentialException Empty(string field) => new(CredentialErrors.InvalidArgument, ErrorWords.Empty(field));
}
