namespace PSCredentials;

/// <summary>A registered notification, with what became of its notices. It holds no secret.</summary>
public sealed record CredentialNotification
{
    /// <summary>The identifier the authority gave it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The way its notices go.</summary>
    public NotificationChannel Channel { get; init; }

    /// <summary>Where they go: the webhook's address, the command's program, or the receivers of the e-mail.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>For a command: the program's arguments.</summary>
    public IReadOnlyList<string> Argument { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>For an e-mail: the SMTP server.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>For an e-mail: its port.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>For an e-mail: who sends.</summary>
    public string? From { get; init; }

    /// <summary>For an e-mail: as whom the server is told to send; null where it asks for nobody.</summary>
    public string? UserName { get; init; }

    /// <summary>The thresholds, in days before the last day on which a credential works, the largest first; 0 is that day.</summary>
    public IReadOnlyList<int> Threshold { get; init => field = ValueList<int>.Of(value); } = ValueList<int>.Empty;

    /// <summary>The families it is about; empty means all.</summary>
    public IReadOnlyList<CredentialFamily> Family { get; init => field = ValueList<CredentialFamily>.Of(value); } = ValueList<CredentialFamily>.Empty;

    /// <summary>Patterns for whom the credentials belong to; empty means any.</summary>
    public IReadOnlyList<string> Owner { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Patterns for namespaces, workspaces and projects; empty means any.</summary>
    public IReadOnlyList<string> Scope { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>How many notices are found and not sent yet.</summary>
    public long PendingCount { get; init; }

    /// <summary>How many were sent; those about what ended more than 60 days ago are forgotten.</summary>
    public long SentCount { get; init; }

    /// <summary>When one was last sent.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>Why the last try failed, where it did.</summary>
    public string? LastError { get; init; }

    /// <summary>When it is tried again at the earliest, after a failure.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was registered. What had ended before is not told.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the authority.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The notification's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
