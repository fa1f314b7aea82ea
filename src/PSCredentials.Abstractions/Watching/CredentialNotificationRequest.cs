namespace PSCredentials;

/// <summary>A notification to be registered: who shall hear of which ends, when and how.</summary>
public sealed record CredentialNotificationRequest
{
    /// <summary>The thresholds where none are given.</summary>
    public static readonly IReadOnlyList<int> DefaultThreshold = ValueList<int>.Of([30, 14, 7, 1, 0]);

    /// <summary>Its name: 1 to 255 characters, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The way the notices go.</summary>
    public NotificationChannel Channel { get; init; }

    /// <summary>The thresholds, 0 to 3650 days before the last day on which a credential works, up to 20 of them; 0 is that day. Empty takes <see cref="DefaultThreshold"/>.</summary>
    public IReadOnlyList<int> Threshold { get; init; } = [];

    /// <summary>Only these families; empty means all.</summary>
    public IReadOnlyList<CredentialFamily> Family { get; init; } = [];

    /// <summary>Only what belongs to one of these; wildcard patterns, empty means any.</summary>
    public IReadOnlyList<string> Owner { get; init; } = [];

    /// <summary>Only what is in one of these namespaces, workspaces or projects; wildcard patterns, empty means any.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>For a webhook: the address, https, or http on this machine.</summary>
    public string Uri { get; init; } = string.Empty;

    /// <summary>For a webhook: the key that its messages are signed by (HMAC-SHA-256), 16 to 1024 characters.</summary>
    public SecretText? SigningKey { get; init; }

    /// <summary>For a command: the program by its absolute path, and its arguments. No shell is asked.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>For an e-mail: the host name or address of the SMTP server.</summary>
    public string SmtpServer { get; init; } = string.Empty;

    /// <summary>For an e-mail: its port; null means 587, the port of submission (RFC 6409). 465 speaks TLS from the beginning (RFC 8314), others by STARTTLS.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>For an e-mail: who sends.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>For an e-mail: who receives, up to 50 addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>For an e-mail: as whom the server is told to send; empty where it asks for nobody.</summary>
    public string UserName { get; init; } = string.Empty;

    /// <summary>For an e-mail: that one's password.</summary>
    public SecretText? Password { get; init; }
}
