namespace PSCredentials;

/// <summary>What is asked for when an API key is issued.</summary>
public sealed record ApiKeyRequest
{
    /// <summary>The name, up to 1024 characters.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The workspace; required for Editor and Viewer.</summary>
    public string Workspace { get; init; } = string.Empty;

    /// <summary>What its holder may do.</summary>
    public ApiKeyRole Role { get; init; }

    /// <summary>The user it is associated with.</summary>
    public string UserName { get; init; } = "admin";

    /// <summary>What it is for, up to 1024 characters.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The last day it works, in UTC; null takes the policy's default.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>How long a token that is exchanged for the key lives; whole seconds, one minute to one day.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromSeconds(900);

    /// <summary>The addresses and CIDR ranges it may be used from; empty means anywhere.</summary>
    public IReadOnlyList<string> IPAddress { get; init; } = [];

    /// <summary>Labels for finding and grouping.</summary>
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether the vault keeps a sealed copy of the secret, which <see cref="ICredentialAuthority.Secrets"/> gives back by name as long as the key is not
    /// removed; each rotation renews it. Of embedded authorities alone.
    /// </summary>
    public bool IsRecoverable { get; init; }

    /// <summary>By what it can be sent again without making it twice; null where it is not.</summary>
    public IdempotentRequest? Idempotency { get; init; }
}
