using System.Management.Automation;
using System.Security;
using PSCredentials.Module.Binding;

namespace PSCredentials.Commands;

/// <summary>Registers who is told of credentials that end: by webhook, by a program or by e-mail, some days before and on the last day.</summary>
[Cmdlet(VerbsLifecycle.Register, "CredentialNotification", SupportsShouldProcess = true)]
[OutputType(typeof(CredentialNotification))]
public sealed class RegisterCredentialNotificationCommand : AuthorityCmdlet
{
    private const string AddressSet = "Webhook";
    private const string ProgramSet = "Command";
    private const string MailSet = "Email";

    /// <summary>The name, up to 255 characters, unique without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The address that notices are posted to: https, or http on this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Url")]
    [GivenText]
    public Uri Uri { get; set; } = null!;

    /// <summary>The key that notices are signed by (HMAC-SHA-256), 16 to 1024 characters, which the receiver has too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [ChosenSecret(PassesOverEmpty = true)]
    public SecureString SigningKey { get; set; } = null!;

    /// <summary>The program that is run for each notice, by its absolute path, and its arguments. It reads the notice from its standard input. No shell is asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProgramSet, ValueFromPipelineByPropertyName = true)]
    public string[] Command { get; set; } = [];

    /// <summary>The host name or address of the SMTP server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MailSet, ValueFromPipelineByPropertyName = true)]
    public string SmtpServer { get; set; } = string.Empty;

    /// <summary>Its port; 465 speaks TLS from the beginning, others by STARTTLS.</summary>
    [Parameter(ParameterSetName = MailSet, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>Who sends.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MailSet, ValueFromPipelineByPropertyName = true)]
    public string From { get; set; } = string.Empty;

    /// <summary>Who receives, up to 50 addresses.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MailSet, ValueFromPipelineByPropertyName = true)]
    public string[] To { get; set; } = [];

    /// <summary>The user and password that the SMTP server is told; kept sealed.</summary>
    [Parameter(ParameterSetName = MailSet, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The thresholds, in days before the last day on which a credential works; 0 is that day.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 3650)]
    public int[] Threshold { get; set; } = [.. CredentialNotificationRequest.DefaultThreshold];

    /// <summary>Only what belongs to these; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(Module.Completion.ApiCredentialPropertyCompleter))]
    public string[]? Owner { get; set; }

    /// <summary>Only what is in these namespaces, workspaces or projects; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Scope { get; set; }

    /// <summary>Only these families.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public CredentialFamily[]? Family { get; set; }

    private protected override object? Subject => Name;

    private protected override void Process()
    {
        CredentialNotificationRequest request = Request();
        string target = request.Channel switch
        {
            NotificationChannel.Webhook => request.Uri,
            NotificationChannel.Command => string.Join(' ', request.Command),
            _ => string.Join(", ", request.To),
        };
        if (ShouldProcess($"{Name} ({target})", "Register notification"))
        {
            INotificationService notifications = Target.Notifications;
            WriteObject(Await(cancellation => notifications.RegisterAsync(request, cancellation)));
        }
    }

    private CredentialNotificationRequest Request()
    {
        var request = new CredentialNotificationRequest { Name = Name, Threshold = Threshold, Owner = Owner ?? [], Scope = Scope ?? [], Family = Family ?? [] };
        return ParameterSetName switch
        {
            ProgramSet => request with { Channel = NotificationChannel.Command, Command = Command },
            MailSet => request with
            {
                Channel = NotificationChannel.Email,
                SmtpServer = SmtpServer,
                SmtpPort = SmtpPort,
                From = From,
                To = To,
                UserName = Credential?.UserName ?? string.Empty,
                Password = Credential is null ? null : new SecretText(Credential.Password),
            },
            _ => request with { Channel = NotificationChannel.Webhook, Uri = Uri.OriginalString, SigningKey = new SecretText(SigningKey) },
        };
    }
}
