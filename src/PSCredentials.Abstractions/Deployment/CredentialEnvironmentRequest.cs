namespace PSCredentials;

/// <summary>An environment to be made.</summary>
public sealed record CredentialEnvironmentRequest
{
    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>Its name: 1 to 255 characters, unique in the project without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public CredentialEnvironmentKind Kind { get; init; }

    /// <summary>The absolute path of the password file, or the webhook's address: https, or http on this machine.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>For a password file: the program that is run after it was written, and its arguments; empty for none. No shell is asked.</summary>
    public IReadOnlyList<string> ReloadCommand { get; init; } = [];

    /// <summary>For a webhook: the key that its messages are signed by (HMAC-SHA-256), 16 to 1024 characters.</summary>
    public SecretText? SigningKey { get; init; }
}
