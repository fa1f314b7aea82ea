using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSCredentials.Watching;

/// <summary>What a notification was asked to be, as the store keeps it: all but its secret.</summary>
internal sealed record NotificationSettings
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The thresholds, the largest first.</summary>
    public required IReadOnlyList<int> Threshold { get; init; }

    /// <summary>The families; empty means all.</summary>
    public required IReadOnlyList<CredentialFamily> Family { get; init; }

    /// <summary>Patterns for owners.</summary>
    public required IReadOnlyList<string> Owner { get; init; }

    /// <summary>Patterns for namespaces, workspaces and projects.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>A webhook's address.</summary>
    public string? Uri { get; init; }

    /// <summary>A program and its arguments.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The SMTP server.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>The SMTP server's port.</summary>
    public int SmtpPort { get; init; }

    /// <summary>Who sends e-mails.</summary>
    public string? From { get; init; }

    /// <summary>Who receives e-mails.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>As whom the SMTP server is told to send.</summary>
    public string? UserName { get; init; }

    /// <summary>Where the notices go, in a word.</summary>
    [JsonIgnore]
    public string Target => Uri ?? Command?[0] ?? string.Join(", ", To ?? []);

    /// <summary>Reads what was written.</summary>
    public static NotificationSettings Parse(string json) => JsonSerializer.Deserialize<NotificationSettings>(json, Options)!;

    /// <summary>As it is stored.</summary>
    public string Write() => JsonSerializer.Serialize(this, Options);
}
