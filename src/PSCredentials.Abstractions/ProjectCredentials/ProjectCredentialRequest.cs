namespace PSCredentials;

/// <summary>A project's credential to be made.</summary>
public sealed record ProjectCredentialRequest
{
    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>Who presents it: 1 to 255 characters, no colon (RFC 7617), unique over all projects without regard to case.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>The password; null where one shall be made.</summary>
    public SecretText? Password { get; init; }

    /// <summary>The e-mail address of its holder.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>The full name of its holder.</summary>
    public string FullName { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The names of its roles, which have to exist.</summary>
    public IReadOnlyList<string> Role { get; init; } = [];

    /// <summary>The addresses and CIDR ranges it may be used from; empty means anywhere.</summary>
    public IReadOnlyList<string> IPAddress { get; init; } = [];

    /// <summary>When it stops working; null for never. A moment that has passed makes it expired from the start.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is switched off at first.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Labels for finding and grouping.</summary>
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether the vault keeps a sealed copy of the password, which <see cref="ICredentialAuthority.Secrets"/> gives back by name as long as the credential is not
    /// removed; each new password renews it. Of embedded authorities alone.
    /// </summary>
    public bool IsRecoverable { get; init; }

    /// <summary>By what it can be sent again without making it twice; null where it is not.</summary>
    public IdempotentRequest? Idempotency { get; init; }
}
