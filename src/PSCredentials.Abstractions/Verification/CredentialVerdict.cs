namespace PSCredentials;

/// <summary>Whether what was presented is good here and now, and why.</summary>
public sealed record CredentialVerdict
{
    /// <summary>The verdict on something that was recognized as no credential of this authority.</summary>
    /// <param name="reason">Why.</param>
    public CredentialVerdict(VerificationReason reason) => Reason = reason;

    /// <summary>Whether it is good.</summary>
    public bool IsValid => Reason == VerificationReason.Valid;

    /// <summary>The one reason.</summary>
    public VerificationReason Reason { get; init; }

    /// <summary>The first thing that is wrong with a certificate of another form or authority, in a sentence; null otherwise. For admins: those who present need not see it.</summary>
    public string? Detail { get; init; }

    /// <summary>After which time it is accepted again, where the reason is <see cref="VerificationReason.RateLimited"/>; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The credential that was presented, where it is known: an <see cref="ApiCredential"/>, an <see cref="ApiKey"/> or a <see cref="ProjectCredential"/>, without its secret.</summary>
    public ICredential? Credential { get; init; }

    /// <summary>Who it speaks for, where it is known.</summary>
    public CredentialPrincipal? Principal { get; init; }

    /// <summary>The names of the roles of a project's credential.</summary>
    public IReadOnlyList<string> Role { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The rights of its own; empty where it carries its owner's.</summary>
    public IReadOnlyList<NamespaceRole> Right { get; init => field = ValueList<NamespaceRole>.Of(value); } = ValueList<NamespaceRole>.Empty;
}
