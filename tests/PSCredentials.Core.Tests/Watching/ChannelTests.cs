using System.Diagnostics;
using System.Text.Json;
using MimeKit;

namespace PSCredentials.Tests.Watching;

/// <summary>Programs and e-mails: what they are given, and what is said where they do not take it.</summary>
[Collection(EnvironmentVariables.Name)]
public sealed class ChannelTests
{
    [Fact]
    public async Task A_program_reads_the_notice_and_has_not_the_vaults_master_key()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "said");
        using var variables = new VariableScope();
        variables.Set(AuthorityOptions.MasterKeyVariable, "not for others");
        await RegisterAsync(vault, "/bin/sh", "-c", $"cat > '{file}'; env >> '{file}'; echo $0 $1 >> '{file}'", "one", "two words");
        await vault.IssueAsync("billing", 5);

        Assert.Equal(NoticeState.Sent, Assert.Single(await vault.SendAsync()).State);

        string[] lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        JsonElement json = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("billing", json.GetProperty("data").GetProperty("credential").GetProperty("name").GetString());
        Assert.DoesNotContain(lines, line => line.Contains("not for others", StringComparison.Ordinal));
        Assert.Equal("one two words", lines[^1]);
    }

    [Fact]
    public async Task A_program_that_fails_is_shown_and_run_again()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        using var folder = new TemporaryFolder();
        string marker = Path.Combine(folder.Path, "marker");
        await RegisterAsync(vault, "/bin/sh", "-c", $"test -e '{marker}' || {{ echo 'the pager is off' >&2; exit 3; }}");
        await vault.IssueAsync("billing", 5);

        CredentialNotice failed = Assert.Single(await vault.SendAsync());
        await File.WriteAllTextAsync(marker, string.Empty, TestContext.Current.CancellationToken);
        CredentialNotice sent = Assert.Single(await vault.SendAsync());

        Assert.Equal((NoticeState.Pending, "'/bin/sh' ended with code 3: the pager is off"), (failed.State, failed.Error));
        Assert.Equal((NoticeState.Sent, 2, failed.MessageId), (sent.State, sent.AttemptCount, sent.MessageId));
    }

    [Fact]
    public async Task A_program_that_is_gone_is_shown()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        using var folder = new TemporaryFolder();
        string program = Path.Combine(folder.Path, "program");
        File.Copy("/bin/true", program);
        await RegisterAsync(vault, program);
        File.Delete(program);
        await vault.IssueAsync("billing", 5);

        CredentialNotice failed = Assert.Single(await vault.SendAsync());

        Assert.StartsWith($"'{program}' could not be run: ", failed.Error, StringComparison.Ordinal);
        Assert.Equal(failed.Error, (await vault.GetAsync()).LastError);
    }

    [Fact]
    public async Task What_is_due_together_comes_in_one_mail_once()
    {
        using MailServer server = MailServer.Start();
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await RegisterMailAsync(vault, server.Port);
        await vault.IssueAsync("billing", 5);
        await vault.IssueAsync("Buchführung", 3);
        IReadOnlyList<CredentialNotice> sent = await vault.SendAsync();
        await vault.IssueAsync("later-one", 4);
        await vault.SendAsync();

        Assert.Equal(2, sent.Count);
        Assert.All(sent, notice => Assert.Equal(NoticeState.Sent, notice.State));
        Assert.Equal(2, server.Messages.Count);
        MimeMessage first = server.Messages[0];
        Assert.Equal(("watch@example.com", "ops@example.com lead@example.com"), (first.Headers["X-From"], first.Headers["X-To"]));
        Assert.Equal("\"Watch\" <watch@example.com>", first.From.ToString());
        Assert.Equal("2 credentials of local end soon", first.Subject);
        Assert.Equal("auto-generated", first.Headers["Auto-Submitted"]);
        string text = first.TextBody!;
        Assert.True(text.IndexOf("2026-12-04  ApiToken Buchführung", StringComparison.Ordinal) < text.IndexOf("2026-12-06  ApiToken billing", StringComparison.Ordinal), text);
        Assert.Contains("until 2026-12-06 10:30 UTC", text, StringComparison.Ordinal);
        Assert.Contains("of tester", text, StringComparison.Ordinal);
        Assert.Equal("later-one works until 2026-12-05", server.Messages[1].Subject);
    }

    [Fact]
    public async Task A_mail_server_is_told_user_and_password_and_a_wrong_one_is_shown_without_it()
    {
        using MailServer server = MailServer.Start("watcher", "pa$$wörd");
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await RegisterMailAsync(vault, server.Port, "good", "watcher", "pa$$wörd");
        await RegisterMailAsync(vault, server.Port, "wrong", "watcher", "wrong password");
        await RegisterMailAsync(vault, server.Port, "none");
        await vault.IssueAsync("billing", 5);

        Dictionary<string, CredentialNotice> tried = (await vault.SendAsync()).ToDictionary(notice => notice.Notification);

        Assert.Equal(NoticeState.Sent, tried["good"].State);
        Assert.Equal($"The mail server 127.0.0.1:{server.Port} refused the user or the password", tried["wrong"].Error);
        Assert.StartsWith($"The mail server 127.0.0.1:{server.Port} did not take the message: ", tried["none"].Error, StringComparison.Ordinal);
        Assert.Single(server.Messages);
        Assert.False(FolderBytes.Contain(vault.Vault.Folder, "pa$$wörd"));
        Assert.False(FolderBytes.Contain(vault.Vault.Folder, "wrong password"));
    }

    [Fact]
    public async Task A_mail_server_whose_certificate_is_not_trusted_is_told_nothing()
    {
        using var folder = new TemporaryFolder();
        (string certificate, string key) = (Path.Combine(folder.Path, "certificate.pem"), Path.Combine(folder.Path, "key.pem"));
        using (Process made = Process.Start(new ProcessStartInfo(
            "openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost"]) { RedirectStandardError = true })!)
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using MailServer server = MailServer.Start(certificate: certificate, key: key);
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await RegisterMailAsync(vault, server.Port);
        await vault.IssueAsync("billing", 5);

        CredentialNotice failed = Assert.Single(await vault.SendAsync());

        Assert.StartsWith($"The mail server 127.0.0.1:{server.Port} speaks no TLS there, or its certificate is not trusted", failed.Error, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_mail_server_that_is_down_or_refuses_a_receiver_is_shown_and_tried_again()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        int port;
        using (MailServer server = MailServer.Start())
        {
            port = server.Port;
            await RegisterMailAsync(vault, port, "refused", to: "nobody@example.com");
            await vault.IssueAsync("billing", 5);
            Assert.Contains("No such user here", Assert.Single(await vault.SendAsync()).Error, StringComparison.Ordinal);
        }

        Assert.StartsWith($"The mail server 127.0.0.1:{port} did not take the message: ", Assert.Single(await vault.SendAsync()).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await vault.GetAsync("refused")).PendingCount);
    }

    private static Task RegisterAsync(NotificationVault vault, params string[] command) => vault.Notifications.RegisterAsync(
        new CredentialNotificationRequest { Name = "ops", Channel = NotificationChannel.Command, Command = command }, CancellationToken.None);

    private static Task RegisterMailAsync(NotificationVault vault, int port, string name = "mail", string user = "", string? password = null, string to = "lead@example.com") =>
        vault.Notifications.RegisterAsync(
            new CredentialNotificationRequest
            {
                Name = name,
                Channel = NotificationChannel.Email,
                SmtpServer = "127.0.0.1",
                SmtpPort = port,
                From = "Watch <watch@example.com>",
                To = ["ops@example.com", to],
                UserName = user,
                Password = password is null ? null : new SecretText(password),
            },
            CancellationToken.None);
}
