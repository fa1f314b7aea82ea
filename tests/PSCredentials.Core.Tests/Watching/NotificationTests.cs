using PSCredentials.Tests.Storage;

namespace PSCredentials.Tests.Watching;

/// <summary>Notifications themselves: what is kept, what is refused, and that their secrets are sealed.</summary>
public sealed class NotificationTests
{
    private static readonly CredentialNotificationRequest s_webhook =
        new() { Name = "ops", Uri = "https://hooks.example.com/a", SigningKey = new SecretText(NotificationVault.Key) };

    private static readonly CredentialNotificationRequest s_email = new()
    {
        Name = "mail", Channel = NotificationChannel.Email, SmtpServer = "mail.example.com", From = "watch@example.com", To = ["ops@example.com", "Lead <lead@example.com>"],
        UserName = "watcher", Password = new SecretText("a password of it"),
    };

    public static TheoryData<string, string, CredentialNotificationRequest> Refused => new()
    {
        { "Name", "begins or ends with white space", s_webhook with { Name = " " } },
        { "Threshold", "-1 is not allowed; allowed are 0 to 3650 days.", s_webhook with { Threshold = [7, -1] } },
        { "Threshold", "3651 is not allowed", s_webhook with { Threshold = [3651] } },
        { "Threshold", "has 21 values; at most 20 are allowed.", s_webhook with { Threshold = [.. Enumerable.Range(0, 21)] } },
        { "Family", "9 is not known; allowed are ApiCredential, ApiKey, ProjectCredential.", s_webhook with { Family = [(CredentialFamily)9] } },
        { "Channel", "7 is not known; allowed are Webhook, Command, Email.", s_webhook with { Channel = (NotificationChannel)7 } },
        { "Owner", "has 101 patterns; at most 100 are allowed.", s_webhook with { Owner = [.. Enumerable.Repeat("a*", 101)] } },
        { "Scope", "has an empty pattern", s_webhook with { Scope = [string.Empty] } },
        { "Uri", "is not an address", s_webhook with { Uri = "hooks" } },
        { "Uri", "begins with http; only an address of this machine may", s_webhook with { Uri = "http://hooks.example.com/" } },
        { "Uri", "holds a user or password", s_webhook with { Uri = "https://me:secret@hooks.example.com/" } },
        { "SigningKey", "has 5 characters; a webhook needs 16 to 1024.", s_webhook with { SigningKey = new SecretText("short") } },
        { "SigningKey", "has 0 characters", s_webhook with { SigningKey = null } },
        { "Command", "is for commands; leave it out.", s_webhook with { Command = ["/bin/true"] } },
        { "SmtpServer", "is for e-mails; leave it out.", s_webhook with { SmtpServer = "mail.example.com" } },
        { "To", "is for e-mails; leave it out.", s_webhook with { To = ["a@example.com"] } },
        { "Command", "is empty", new() { Name = "ops", Channel = NotificationChannel.Command } },
        { "Command", "'true' is not the absolute path of a program", new() { Name = "ops", Channel = NotificationChannel.Command, Command = ["true"] } },
        { "Command", "'/no/such' does not exist.", new() { Name = "ops", Channel = NotificationChannel.Command, Command = ["/no/such"] } },
        { "SigningKey", "is for webhooks; leave it out.", new() { Name = "ops", Channel = NotificationChannel.Command, Command = ["/bin/true"], SigningKey = s_webhook.SigningKey } },
        { "SmtpServer", "'mail.example.com:25' is not the name or address of a host", s_email with { SmtpServer = "mail.example.com:25" } },
        { "SmtpPort", "0 is not a port; allowed are 1 to 65535.", s_email with { SmtpPort = 0 } },
        { "From", "'nobody' is not an e-mail address", s_email with { From = "nobody" } },
        { "To", "has 0 addresses; 1 to 50 are allowed.", s_email with { To = [] } },
        { "To", "'a b c' is not an e-mail address", s_email with { To = ["ops@example.com", "a b c"] } },
        { "Password", "goes with a user name; give both or neither.", s_email with { UserName = string.Empty } },
        { "Password", "goes with a user name; give both or neither.", s_email with { Password = null } },
        { "Uri", "is for webhooks; leave it out.", s_email with { Uri = "https://hooks.example.com/" } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_allowed_is_refused_by_its_name_and_nothing_is_kept(string field, string fault, CredentialNotificationRequest request)
    {
        await using SampleVault vault = await SampleVault.OpenAsync();

        CredentialException refusal = await Refusal.OfAsync(
            CredentialErrors.InvalidArgument, () => vault.Authority.Notifications.RegisterAsync(request, CancellationToken.None));

        Assert.StartsWith(field, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await vault.Authority.Notifications.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_registered_is_listed_and_told_in_the_trail_and_its_secret_is_sealed()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        INotificationService notifications = vault.Authority.Notifications;
        CredentialNotification mail = await notifications.RegisterAsync(s_email with { Threshold = [1, 30, 1], Owner = ["ada*"], Scope = ["shop"], Family = [CredentialFamily.ApiKey] }, CancellationToken.None);
        await notifications.RegisterAsync(s_webhook, CancellationToken.None);
        await notifications.RegisterAsync(new() { Name = "Pager", Channel = NotificationChannel.Command, Command = ["/bin/echo", "a", "b"] }, CancellationToken.None);

        IReadOnlyList<CredentialNotification> list = await notifications.ListAsync(CancellationToken.None);

        Assert.Equal(["mail", "ops", "Pager"], list.Select(notification => notification.Name));
        Assert.Equal(mail.Id, list[0].Id);
        Assert.Equal(
            ("ops@example.com, \"Lead\" <lead@example.com>", "mail.example.com", "watch@example.com", "watcher", "local"),
            (mail.Target, mail.SmtpServer, mail.From, mail.UserName, mail.Authority));
        Assert.Equal(587, mail.SmtpPort);
        Assert.Equal([30, 1], mail.Threshold);
        Assert.Equal(["ada*", "shop"], mail.Owner.Concat(mail.Scope));
        Assert.Equal([CredentialFamily.ApiKey], mail.Family);
        Assert.Equal([30, 14, 7, 1, 0], list[1].Threshold);
        Assert.Equal("https://hooks.example.com/a", list[1].Target);
        Assert.Equal(("/bin/echo", "a b"), (list[2].Target, string.Join(' ', list[2].Argument)));
        await notifications.UnregisterAsync("PAGER", CancellationToken.None);
        Assert.Equal(["mail", "ops"], (await notifications.ListAsync(CancellationToken.None)).Select(notification => notification.Name));
        Assert.Equal(
            ["Register mail Email ops@example.com, \"Lead\" <lead@example.com>", "Register ops Webhook https://hooks.example.com/a", "Register Pager Command /bin/echo", "Unregister Pager Command /bin/echo"],
            (await vault.EventsAsync(new CredentialEventQuery { SubjectType = [CredentialSubject.Notification] })).Select(entry => $"{entry.Action} {entry.SubjectName} {entry.Detail}"));
        await vault.CloseAsync();
        Assert.False(FolderBytes.Contain(vault.Folder, "a password of it"));
        Assert.False(FolderBytes.Contain(vault.Folder, NotificationVault.Key));
    }

    [Fact]
    public async Task A_name_that_is_taken_or_not_there_is_refused()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        INotificationService notifications = vault.Authority.Notifications;
        await notifications.RegisterAsync(s_webhook, CancellationToken.None);

        await Refusal.OfAsync(CredentialErrors.AlreadyExists, () => notifications.RegisterAsync(s_webhook with { Name = "OPS" }, CancellationToken.None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => notifications.UnregisterAsync("nobody", CancellationToken.None));
        await Refusal.OfAsync(CredentialErrors.NotFound, () => notifications.SendAsync(["ops", "nobody"], CancellationToken.None));
    }

    [Fact]
    public async Task What_is_unregistered_takes_its_notices_along_and_one_of_the_same_name_begins_anew()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync();
        await vault.IssueAsync("billing", 5);
        await vault.SendAsync();
        await vault.Notifications.UnregisterAsync("ops", CancellationToken.None);
        Assert.Empty(await vault.SendAsync());
        await vault.RegisterAsync();

        Assert.Single(await vault.SendAsync());
        Assert.Equal(2, vault.Receiver.Distinct.Count);
    }

    [Fact]
    public async Task A_secret_that_was_moved_or_damaged_in_the_file_is_not_used()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync("one");
        await vault.RegisterAsync("other");
        await vault.IssueAsync("billing", 5);
        await vault.Vault.CloseAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={vault.Vault.Database};Pooling=False"))
        {
            connection.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
            command.CommandText = "UPDATE notification SET sealed = (SELECT sealed FROM notification WHERE name = 'other') WHERE name = 'one'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        await vault.Vault.OpenAgainAsync();
        IReadOnlyList<CredentialNotice> tried = await vault.SendAsync();

        Assert.Equal("Its secret in the vault is damaged; unregister it and register it anew", tried.Single(notice => notice.Notification == "one").Error);
        Assert.Equal(NoticeState.Sent, tried.Single(notice => notice.Notification == "other").State);
        Assert.Single(vault.Receiver.All);
    }
}
