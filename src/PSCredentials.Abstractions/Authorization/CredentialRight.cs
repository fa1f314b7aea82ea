namespace PSCredentials;

/// <summary>
/// What a user, or a group of service credentials, may do in a scope when it comes through the service. Who opens a vault with its keys may do everything there.
/// </summary>
public sealed record CredentialRight
{
    /// <summary>The name of the user or group. Names are compared without regard to case.</summary>
    public string Principal { get; init; } = string.Empty;

    /// <summary>Whether it is a group of service credentials, and not a user.</summary>
    public bool IsGroup { get; init; }

    /// <summary>What the right is about.</summary>
    public CredentialScopeType ScopeType { get; init; }

    /// <summary>The namespace, workspace or project; <c>*</c> for each of them; empty for the authority itself.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>What it allows.</summary>
    public CredentialRightRole Role { get; init; }

    /// <summary>When it was granted.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>Who granted it.</summary>
    public string GrantedBy { get; init; } = string.Empty;

    /// <summary>The name of the authority.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The right in words, without whose it is.</summary>
    /// <returns>What and where, such as <c>Editor of namespace payments</c>.</returns>
    public string Describe() =>
        ScopeType == CredentialScopeType.Authority ? $"{Role} of the authority" : $"{Role} of {ScopeType.ToString().ToLowerInvariant()} {Scope}";

    /// <summary>The right in words.</summary>
    /// <returns>Who, what and where.</returns>
    public override string ToString() => $"{Principal}: {Describe()}";
}
