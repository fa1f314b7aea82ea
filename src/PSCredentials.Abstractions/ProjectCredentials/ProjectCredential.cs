namespace PSCredentials;

/// <summary>A project's credential as its authority knows it, without the password. A snapshot of the moment it was read.</summary>
public record ProjectCredential : ICredential
{
    private LabelSet? _label;

    /// <summary>The identifier the authority gave it.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Who presents it; unique over all projects without regard to case, and for good.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>The project it belongs to.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>Whether it could be used when this object was read.</summary>
    public CredentialState State { get; init; }

    /// <summary>The e-mail address of its holder.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>The full name of its holder, a person or a system.</summary>
    public string FullName { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The names of its roles.</summary>
    public IReadOnlyList<string> Role { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The addresses and CIDR ranges it may be used from; empty means anywhere.</summary>
    public IReadOnlyList<string> IPAddress { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its facts last changed; last use does not count.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When its password was last set.</summary>
    public DateTimeOffset PasswordChangedAt { get; init; }

    /// <summary>When it stops working; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was switched off, if it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when the password before the last change works on, if it still does.</summary>
    public DateTimeOffset? GracePeriodEndsAt { get; init; }

    /// <summary>Until when every password is refused, after too many wrong ones in a row; null where it is not throttled.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>When it was last presented and accepted; written shortly after the use.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address it was last used from, where that was known.</summary>
    public string? LastUsedAddress { get; init; }

    /// <summary>Labels for finding and grouping.</summary>
    public IReadOnlyDictionary<string, string> Label { get => _label ??= []; init => _label = value is { Count: > 0 } ? LabelSet.Of(value) : null; }

    /// <summary>What became of the deployment of the change that returned this object; null where it was only read.</summary>
    public DeploymentResult? DeploymentResult { get; init; }

    /// <summary>The name of the authority that keeps it.</summary>
    public string Authority { get; init; } = string.Empty;

    string ICredential.Name => Username;

    DateTimeOffset ICredential.ExpiresAt => ExpiresAt ?? DateTimeOffset.MaxValue;

    /// <summary>The username.</summary>
    /// <returns><see cref="Username"/>.</returns>
    public sealed override string ToString() => Username;
}
