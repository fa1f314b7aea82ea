using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PSCredentials.Deployment;

namespace PSCredentials.Watching.Channels;

/// <summary>Sends what is due together in one e-mail. A server of another machine is spoken to by TLS alone.</summary>
/// <param name="settings">The server, and who sends to whom.</param>
/// <param name="password">The password for the server; null where it asks for none.</param>
/// <param name="clock">The time.</param>
internal sealed class EmailChannel(NotificationSettings settings, string? password, TimeProvider clock) : INoticeChannel
{
    private const int ImplicitTlsPort = 465;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public int MostInMessage => 200;

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        string server = FormattableString.Invariant($"The mail server {settings.SmtpServer}:{settings.SmtpPort}");
        try
        {
            using MimeMessage message = Message(notices);
            using var client = new SmtpClient { CheckCertificateRevocation = false };
            await client.ConnectAsync(settings.SmtpServer!, settings.SmtpPort, Security, limit.Token);
            if (settings.UserName is { } user)
            {
                await client.AuthenticateAsync(Encoding.UTF8, user, password ?? string.Empty, limit.Token);
            }

            await client.SendAsync(message, limit.Token);
            await LeaveAsync(client, limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"{server} did not answer within {s_patience.TotalSeconds} seconds", exception);
        }
        catch (AuthenticationException exception)
        {
            throw new DeliveryException($"{server} refused the user or the password", exception);
        }
        catch (SslHandshakeException exception)
        {
            throw new DeliveryException($"{server} speaks no TLS there, or its certificate is not trusted{Reason.Of(exception.InnerException?.Message ?? string.Empty)}", exception);
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or SocketException or IOException or NotSupportedException or InvalidOperationException)
        {
            throw new DeliveryException($"{server} did not take the message{Reason.Of(exception.Message)}", exception);
        }
    }

    private SecureSocketOptions Security =>
        settings.SmtpPort == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private bool IsLoopback => Uri.TryCreate($"smtp://{(settings.SmtpServer!.Contains(':', StringComparison.Ordinal) ? $"[{settings.SmtpServer}]" : settings.SmtpServer)}", UriKind.Absolute, out Uri? address)
        && EnvironmentRules.IsLoopback(address);

    // The message is the server's once it has said so; how the connection ends changes nothing.
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or SocketException or IOException or OperationCanceledException)
        {
        }
    }

    private MimeMessage Message(IReadOnlyList<NoticeMessage> notices)
    {
        var message = new MimeMessage { Subject = Subject(notices), Date = clock.GetUtcNow(), MessageId = $"{notices[0].Id}@pscredentials.invalid" };
        message.From.Add(MailboxAddress.Parse(settings.From!));
        message.To.AddRange(settings.To!.Select(MailboxAddress.Parse));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain") { Text = Text(notices) };
        return message;
    }

    private static string Subject(IReadOnlyList<NoticeMessage> notices) => notices is [NoticeMessage one]
        ? $"{Reason.Clean(one.Expiry.Name)} works until {one.LastDay}"
        : $"{notices.Count} credentials of {Reason.Clean(notices[0].Expiry.Authority)} end soon";

    private static string Text(IReadOnlyList<NoticeMessage> notices)
    {
        var text = new StringBuilder();
        text.Append("These credentials of ").Append(Reason.Clean(notices[0].Expiry.Authority)).AppendLine(" end. Days are in UTC; each works until the end of its last day, or the time that is given.").AppendLine();
        foreach (NoticeMessage notice in notices.OrderBy(notice => notice.Expiry.ExpiresAt))
        {
            CredentialExpiry expiry = notice.Expiry;
            text.Append(notice.LastDay).Append("  ").Append(expiry.Type).Append(' ').AppendLine(Reason.Clean(expiry.Name));
            text.Append("            ").Append(Reason.Clean(expiry.Scope.Length == 0 ? expiry.Id : $"{expiry.Scope}, {expiry.Id}"));
            text.AppendLine(FormattableString.Invariant($", until {expiry.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
            if (expiry.Owner.Length > 0)
            {
                text.Append("            of ").AppendLine(Reason.Clean(expiry.Owner));
            }
        }

        return text.AppendLine().Append("Sent by the notification ").Append(Reason.Clean(notices[0].Notification)).AppendLine(".").ToString();
    }
}
