using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>A registered notification, with what became of its notices.</summary>
internal sealed record NotificationWire : IWire<NotificationWire>
{
    /// <summary>The identifier.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The way its notices go.</summary>
    public NotificationChannel Channel { get; init; }

    /// <summary>The webhook's address, the program, or the receivers of the e-mail.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The SMTP server.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>Its port.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>Who sends the e-mail.</summary>
    public string? From { get; init; }

    /// <summary>As whom the SMTP server is told to send.</summary>
    public string? UserName { get; init; }

    /// <summary>The thresholds, in days before the last day on which a credential works, the largest first.</summary>
    public IReadOnlyList<int> Thresholds { get; init; } = [];

    /// <summary>The families it is about; left out for all.</summary>
    public IReadOnlyList<CredentialFamily>? Families { get; init; }

    /// <summary>Patterns for whom credentials belong to; left out for any.</summary>
    public IReadOnlyList<string>? Owners { get; init; }

    /// <summary>Patterns for namespaces, workspaces and projects; left out for any.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>How many notices are found and not sent yet.</summary>
    public long PendingCount { get; init; }

    /// <summary>How many were sent.</summary>
    public long SentCount { get; init; }

    /// <summary>When one was last sent.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>Why the last try failed, where it did.</summary>
    public string? LastError { get; init; }

    /// <summary>When it is tried again at the earliest, after a failure.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<NotificationWire> Json => ServiceJson.Default.NotificationWire;

    /// <summary>Writes a notification.</summary>
    public static NotificationWire Of(CredentialNotification notification) => new()
    {
        Id = notification.Id,
        Name = notification.Name,
        Channel = notification.Channel,
        Target = notification.Target,
        Arguments = OrNone(notification.Argument),
        SmtpServer = notification.SmtpServer,
        SmtpPort = notification.SmtpPort,
        From = notification.From,
        UserName = notification.UserName,
        Thresholds = notification.Threshold,
        Families = OrNone(notification.Family),
        Owners = OrNone(notification.Owner),
        Scopes = OrNone(notification.Scope),
        PendingCount = notification.PendingCount,
        SentCount = notification.SentCount,
        LastSentAt = notification.LastSentAt,
        LastError = notification.LastError,
        NextAttemptAt = notification.NextAttemptAt,
        CreatedAt = notification.CreatedAt,
    };

    /// <summary>The notification as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialNotification ToNotification(string authority) => new()
    {
        Id = Id,
        Name = Name,
        Channel = Channel,
        Target = Target,
        Argument = Arguments ?? [],
        SmtpServer = SmtpServer,
        SmtpPort = SmtpPort,
        From = From,
        UserName = UserName,
        Threshold = Thresholds,
        Family = Families ?? [],
        Owner = Owners ?? [],
        Scope = Scopes ?? [],
        PendingCount = PendingCount,
        SentCount = SentCount,
        LastSentAt = LastSentAt,
        LastError = LastError,
        NextAttemptAt = NextAttemptAt,
        CreatedAt = CreatedAt,
        Authority = authority,
    };
}

/// <summary>A notification that is asked for. Programs are set up on the service's machine alone.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NotificationRegistration : IWire<NotificationRegistration>
{
    /// <summary>The name: 1 to 255 characters, unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The way its notices go, a webhook where it is left out; a service runs no programs on request.</summary>
    public NotificationChannel? Channel { get; init; }

    /// <summary>The thresholds, 0 to 3650 days before the last day on which a credential works, up to 20; 30, 14, 7, 1 and 0 where they are left out.</summary>
    public IReadOnlyList<int>? Thresholds { get; init; }

    /// <summary>The families it is about; all where they are left out.</summary>
    public IReadOnlyList<CredentialFamily>? Families { get; init; }

    /// <summary>Patterns for whom credentials belong to.</summary>
    public IReadOnlyList<string>? Owners { get; init; }

    /// <summary>Patterns for namespaces, workspaces and projects.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The webhook's address.</summary>
    public string? Uri { get; init; }

    /// <summary>The key that the webhook's messages are signed by (HMAC-SHA-256), 16 to 1024 characters.</summary>
    public string? SigningKey { get; init; }

    /// <summary>The program and its arguments; a service runs none on request.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The SMTP server.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>Its port, 587 where it is left out.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>Who sends the e-mail.</summary>
    public string? From { get; init; }

    /// <summary>Who receives the e-mail, up to 50 addresses.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>As whom the SMTP server is told to send.</summary>
    public string? UserName { get; init; }

    /// <summary>That one's password.</summary>
    public string? Password { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<NotificationRegistration> Json => ServiceJson.Default.NotificationRegistration;

    /// <summary>Writes a request.</summary>
    public static NotificationRegistration Of(CredentialNotificationRequest request) => new()
    {
        Name = request.Name,
        Channel = request.Channel,
        Thresholds = OrNone(request.Threshold),
        Families = OrNone(request.Family),
        Owners = OrNone(request.Owner),
        Scopes = OrNone(request.Scope),
        Uri = OrNone(request.Uri),
        SigningKey = request.SigningKey?.Reveal(),
        Command = OrNone(request.Command),
        SmtpServer = OrNone(request.SmtpServer),
        SmtpPort = request.SmtpPort,
        From = OrNone(request.From),
        To = OrNone(request.To),
        UserName = OrNone(request.UserName),
        Password = request.Password?.Reveal(),
    };

    /// <summary>Reads the request.</summary>
    public CredentialNotificationRequest ToRequest() => new()
    {
        Name = Name ?? string.Empty,
        Channel = Known(Channel ?? NotificationChannel.Webhook, "channel"),
        Threshold = Thresholds ?? [],
        Family = [.. (Families ?? []).Select(family => Known(family, "families"))],
        Owner = Items(Owners, "owners"),
        Scope = Items(Scopes, "scopes"),
        Uri = Uri ?? string.Empty,
        SigningKey = SigningKey is null ? null : new SecretText(SigningKey),
        Command = Items(Command, "command"),
        SmtpServer = SmtpServer ?? string.Empty,
        SmtpPort = SmtpPort,
        From = From ?? string.Empty,
        To = Items(To, "to"),
        UserName = UserName ?? string.Empty,
        Password = Password is null ? null : new SecretText(Password),
    };

    /// <summary>Never shows the key or the password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(NotificationRegistration);
}

/// <summary>What shall be sent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NoticeRequest : IWire<NoticeRequest>
{
    /// <summary>The names of the notifications; all where they are left out.</summary>
    public IReadOnlyList<string>? Notifications { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<NoticeRequest> Json => ServiceJson.Default.NoticeRequest;

    /// <summary>Reads the names.</summary>
    public IReadOnlyList<string> ToNames() => Items(Notifications, "notifications");
}

/// <summary>What became of one notice.</summary>
internal sealed record NoticeWire : IWire<NoticeWire>
{
    /// <summary>The notification.</summary>
    public string Notification { get; init; } = string.Empty;

    /// <summary>The message's identifier, the same each time it is sent.</summary>
    public string MessageId { get; init; } = string.Empty;

    /// <summary>Whether it was sent.</summary>
    public NoticeState State { get; init; }

    /// <summary>The credential's family.</summary>
    public CredentialFamily Family { get; init; }

    /// <summary>The credential's identifier.</summary>
    public string CredentialId { get; init; } = string.Empty;

    /// <summary>The credential's name.</summary>
    public string CredentialName { get; init; } = string.Empty;

    /// <summary>When the credential stops working.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The threshold that was reached, in days.</summary>
    public int Threshold { get; init; }

    /// <summary>How often it was tried.</summary>
    public int AttemptCount { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it is tried again at the earliest.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why it was not sent.</summary>
    public string? Error { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<NoticeWire> Json => ServiceJson.Default.NoticeWire;

    /// <summary>Writes a notice.</summary>
    public static NoticeWire Of(CredentialNotice notice) => new()
    {
        Notification = notice.Notification,
        MessageId = notice.MessageId,
        State = notice.State,
        Family = notice.Family,
        CredentialId = notice.CredentialId,
        CredentialName = notice.CredentialName,
        ExpiresAt = notice.ExpiresAt,
        Threshold = notice.Threshold,
        AttemptCount = notice.AttemptCount,
        SentAt = notice.SentAt,
        NextAttemptAt = notice.NextAttemptAt,
        Error = notice.Error,
    };

    /// <summary>The notice as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialNotice ToNotice(string authority) => new()
    {
        Notification = Notification,
        MessageId = MessageId,
        State = State,
        Family = Family,
        CredentialId = CredentialId,
        CredentialName = CredentialName,
        ExpiresAt = ExpiresAt,
        Threshold = Threshold,
        AttemptCount = AttemptCount,
        SentAt = SentAt,
        NextAttemptAt = NextAttemptAt,
        Error = Error,
        Authority = authority,
    };
}
