namespace PSCredentials;

/// <summary>What became of one notice: one credential, one threshold, one notification.</summary>
public sealed record CredentialNotice
{
    /// <summary>The name of the notification.</summary>
    public required string Notification { get; init; }

    /// <summary>The message's identifier, the same each time it is sent, by which a receiver knows one that came twice.</summary>
    public required string MessageId { get; init; }

    /// <summary>Whether it was sent.</summary>
    public NoticeState State { get; init; }

    /// <summary>The credential's family.</summary>
    public CredentialFamily Family { get; init; }

    /// <summary>The credential's identifier.</summary>
    public string CredentialId { get; init; } = string.Empty;

    /// <summary>The credential's name or username.</summary>
    public string CredentialName { get; init; } = string.Empty;

    /// <summary>When the credential stops working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The threshold that was reached, in days before the last day on which it works.</summary>
    public int Threshold { get; init; }

    /// <summary>How often it was tried.</summary>
    public int AttemptCount { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it is tried again at the earliest.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why it was not sent.</summary>
    public string? Error { get; init; }

    /// <summary>The name of the authority.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The notification, the credential, and what became of the notice.</summary>
    /// <returns>A text such as <c>ops: ci-deploy Sent</c>.</returns>
    public override string ToString() => $"{Notification}: {CredentialName} {State}";
}
