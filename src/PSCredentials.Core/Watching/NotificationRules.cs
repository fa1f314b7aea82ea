using System.Text;
using MimeKit;
using PSCredentials.Deployment;
using PSCredentials.Issuing;
using PSCredentials.Policy;
using PSCredentials.Projects;
using PSCredentials.Protection;

namespace PSCredentials.Watching;

/// <summary>What a notification may look like. Each refusal names the field, the fault and what is allowed, and never a secret.</summary>
internal static class NotificationRules
{
    /// <summary>How long ago a credential may have ended that is still told of, where nobody looked in time.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromDays(30);

    private const int MostThresholds = 20;
    private const int LargestThreshold = 3650;
    private const int MostReceivers = 50;
    private const int MostPatterns = 100;
    private const int LongestPassword = 1024;

    /// <summary>Checks a request.</summary>
    /// <returns>The settings as they are kept.</returns>
    public static NotificationSettings Check(CredentialNotificationRequest request)
    {
        var settings = new NotificationSettings
        {
            Threshold = Thresholds(request.Threshold),
            Family = [.. request.Family.Distinct().Select(family => Enum.IsDefined(family) ? family : throw Unknown("Family", family))],
            Owner = Patterns("Owner", request.Owner),
            Scope = Patterns("Scope", request.Scope),
        };
        switch (request.Channel)
        {
            case NotificationChannel.Webhook:
                Refuse(request, mail: true, command: true);
                WebhookKey.Read(request.SigningKey);
                return settings with { Uri = EnvironmentRules.Address("Uri", request.Uri).AbsoluteUri };
            case NotificationChannel.Command:
                Refuse(request, mail: true, webhook: true);
                return request.Command.Count == 0
                    ? throw CredentialException.Invalid("Command", "is empty; allowed are the absolute path of a program, and its arguments.")
                    : settings with { Command = EnvironmentRules.CommandLine("Command", request.Command) };
            case NotificationChannel.Email:
                Refuse(request, webhook: true, command: true);
                return Email(request, settings);
            default:
                throw Unknown("Channel", request.Channel);
        }
    }

    /// <summary>The secret that is sealed: the webhook's key, or the password for the SMTP server.</summary>
    public static byte[]? Secret(CredentialNotificationRequest request) =>
        request.Channel == NotificationChannel.Webhook ? WebhookKey.Read(request.SigningKey)
        : request.Password is { } password ? Encoding.UTF8.GetBytes(password.Reveal())
        : null;

    /// <summary>What the secret of a notification is sealed for.</summary>
    public static byte[] SecretContext(string authorityId, string notificationId) => Encoding.UTF8.GetBytes($"{authorityId}/notification/{notificationId}");

    private static NotificationSettings Email(CredentialNotificationRequest request, NotificationSettings settings)
    {
        string server = FieldRules.Text("SmtpServer", request.SmtpServer, 255);
        if (Uri.CheckHostName(server) == UriHostNameType.Unknown)
        {
            throw CredentialException.Invalid("SmtpServer", $"'{server}' is not the name or address of a host; the port is given by SmtpPort.");
        }

        if (request.SmtpPort is < 1 or > 65535)
        {
            throw CredentialException.Invalid("SmtpPort", $"{request.SmtpPort} is not a port; allowed are 1 to 65535.");
        }

        if (request.To.Count is 0 or > MostReceivers)
        {
            throw CredentialException.Invalid("To", $"has {request.To.Count} addresses; 1 to {MostReceivers} are allowed.");
        }

        if (request.UserName.Length == 0 != request.Password is null)
        {
            throw CredentialException.Invalid("Password", "goes with a user name; give both or neither.");
        }

        if (request.Password?.Reveal().Length > LongestPassword)
        {
            throw CredentialException.Invalid("Password", $"has more than {LongestPassword} characters.");
        }

        return settings with
        {
            SmtpServer = server,
            SmtpPort = request.SmtpPort ?? 587,
            From = Mailbox("From", request.From),
            To = [.. request.To.Select(address => Mailbox("To", address))],
            UserName = request.UserName.Length == 0 ? null : FieldRules.Text("UserName", request.UserName, FieldRules.LongestText),
        };
    }

    private static string Mailbox(string field, string text)
    {
        string clean = FieldRules.Text(field, text, FieldRules.LongestText);
        return MailboxAddress.TryParse(clean, out MailboxAddress? mailbox) && mailbox.Address.Contains('@', StringComparison.Ordinal)
            ? mailbox.ToString()
            : throw CredentialException.Invalid(field, $"'{clean}' is not an e-mail address such as 'Operations <ops@example.com>'.");
    }

    private static int[] Thresholds(IReadOnlyList<int> given)
    {
        if (given.Count > MostThresholds)
        {
            throw CredentialException.Invalid("Threshold", $"has {given.Count} values; at most {MostThresholds} are allowed.");
        }

        IReadOnlyList<int> taken = given.Count == 0 ? CredentialNotificationRequest.DefaultThreshold : given;
        int[] thresholds = [.. taken.Distinct().OrderDescending()];
        int wrong = Array.FindIndex(thresholds, days => days is < 0 or > LargestThreshold);
        return wrong < 0 ? thresholds : throw CredentialException.Invalid("Threshold", $"{thresholds[wrong]} is not allowed; allowed are 0 to {LargestThreshold} days.");
    }

    private static string[] Patterns(string field, IReadOnlyList<string> patterns) => patterns.Count > MostPatterns
        ? throw CredentialException.Invalid(field, $"has {patterns.Count} patterns; at most {MostPatterns} are allowed.")
        : [.. patterns.Select(pattern => pattern.Length == 0 ? throw CredentialException.Invalid(field, "has an empty pattern; '*' stands for all.") : FieldRules.Text(field, pattern, FieldRules.LongestText))];

    private static void Refuse(CredentialNotificationRequest request, bool webhook = false, bool command = false, bool mail = false)
    {
        if (webhook && (request.Uri.Length > 0 || request.SigningKey is not null))
        {
            throw CredentialException.Invalid(request.Uri.Length > 0 ? "Uri" : "SigningKey", "is for webhooks; leave it out.");
        }

        if (command && request.Command.Count > 0)
        {
            throw CredentialException.Invalid("Command", "is for commands; leave it out.");
        }

        (string Field, bool IsGiven)[] ofMail =
        [
            ("SmtpServer", request.SmtpServer.Length > 0), ("SmtpPort", request.SmtpPort is not null), ("From", request.From.Length > 0),
            ("To", request.To.Count > 0), ("UserName", request.UserName.Length > 0), ("Password", request.Password is not null),
        ];
        if (mail && ofMail.FirstOrDefault(field => field.IsGiven).Field is { } wrong)
        {
            throw CredentialException.Invalid(wrong, "is for e-mails; leave it out.");
        }
    }

    private static CredentialException Unknown<T>(string field, T value)
        where T : struct, Enum =>
        CredentialException.Invalid(field, $"{Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)} is not known; allowed are {string.Join(", ", Enum.GetNames<T>())}.");
}
