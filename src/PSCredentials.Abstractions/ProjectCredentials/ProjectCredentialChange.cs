namespace PSCredentials;

/// <summary>A change of a project's credential. What is null stays as it is; the username cannot change.</summary>
public sealed record ProjectCredentialChange
{
    /// <summary>The new password.</summary>
    public SecretText? Password { get; init; }

    /// <summary>Whether a new password shall be made; not together with <see cref="Password"/>.</summary>
    public bool GeneratePassword { get; init; }

    /// <summary>How long the password before a change works on, in verification; password files hold one password alone.</summary>
    public TimeSpan GracePeriod { get; init; }

    /// <summary>The new e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The new full name.</summary>
    public string? FullName { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>The new roles, all of them.</summary>
    public IReadOnlyList<string>? Role { get; init; }

    /// <summary>The new addresses, all of them.</summary>
    public IReadOnlyList<string>? IPAddress { get; init; }

    /// <summary>The new expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it shall never expire; not together with <see cref="ExpiresAt"/>.</summary>
    public bool NeverExpires { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>The new labels, all of them.</summary>
    public IReadOnlyDictionary<string, string>? Label { get; init; }
}
