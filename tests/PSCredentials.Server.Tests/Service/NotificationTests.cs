using System.Net;
using System.Text.Json;
using PSCredentials.Server.Tests.Clients;

namespace PSCredentials.Server.Tests.Service;

/// <summary>Notifications of a service: it sends by itself, its client manages them, and nobody makes it run programs.</summary>
public sealed class NotificationTests(ServiceClientFixture fixture) : IClassFixture<ServiceClientFixture>
{
    private const string Key = "a key of the receiver";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private INotificationService Remote => fixture.Remote.Notifications;

    [Fact]
    public async Task The_service_tells_of_what_ends_without_being_asked_and_once()
    {
        using var receiver = new HttpListener();
        int port = Random.Shared.Next(20_000, 30_000);
        receiver.Prefixes.Add($"http://127.0.0.1:{port}/");
        receiver.Start();
        string name = fixture.Unique("ends-soon");
        await fixture.Embedded.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = name, Namespace = "noticed", Type = CredentialType.ServiceApiToken, Expiry = Expiry.In(TimeSpan.FromDays(3)) }, Cancellation);
        CredentialNotification made = await Remote.RegisterAsync(
            new CredentialNotificationRequest { Name = "told", Uri = $"http://127.0.0.1:{port}/", SigningKey = new SecretText(Key), Threshold = [7], Scope = ["noticed"] }, Cancellation);

        HttpListenerContext message = await receiver.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        using JsonDocument body = await JsonDocument.ParseAsync(message.Request.InputStream, default, Cancellation);
        message.Response.StatusCode = 204;
        message.Response.Close();
        Assert.Equal(name, body.RootElement.GetProperty("data").GetProperty("credential").GetProperty("name").GetString());
        Assert.Equal("remote", made.Authority);
        for (int i = 0; i < 200 && (await FindAsync("told")).SentCount == 0; i++)
        {
            await Task.Delay(50, Cancellation);
        }

        ServiceClientFixture.Same((await fixture.Embedded.Notifications.ListAsync(Cancellation)).Single(one => one.Name == "told"), await FindAsync("told"));
        Assert.Equal((0, 1), ((await FindAsync("told")).PendingCount, (await FindAsync("told")).SentCount));
        Assert.Empty(await Remote.SendAsync(["told"], Cancellation));
        await Remote.UnregisterAsync("TOLD", Cancellation);
    }

    [Fact]
    public async Task What_fails_is_answered_with_its_reason()
    {
        await fixture.Embedded.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = fixture.Unique("ends-soon"), Namespace = "unheard", Type = CredentialType.ServiceApiToken, Expiry = Expiry.In(TimeSpan.FromDays(3)) }, Cancellation);
        await Remote.RegisterAsync(
            new CredentialNotificationRequest { Name = "down", Uri = "http://127.0.0.1:9/", SigningKey = new SecretText(Key), Scope = ["unheard"], Owner = ["*"], Family = [CredentialFamily.ApiCredential] }, Cancellation);

        CredentialNotice? failed = null;
        for (int i = 0; i < 100 && failed is null; i++)
        {
            // The service itself may be at it.
            failed = (await Remote.SendAsync([], Cancellation)).SingleOrDefault(notice => notice.Notification == "down");
        }

        Assert.Equal((NoticeState.Pending, 7, "remote"), (failed!.State, failed.Threshold, failed.Authority));
        Assert.StartsWith("The webhook was not reached", failed.Error, StringComparison.Ordinal);
        Assert.Equal(failed.Error, (await FindAsync("down")).LastError);
        await Remote.UnregisterAsync("down", Cancellation);
        Assert.DoesNotContain(await Remote.ListAsync(Cancellation), one => one.Name == "down");
    }

    [Fact]
    public async Task Programs_are_refused_by_client_and_service_and_others_than_owners_see_nothing()
    {
        var program = new CredentialNotificationRequest { Name = "program", Channel = NotificationChannel.Command, Command = ["/bin/true"] };
        Assert.Equal(CredentialErrors.NotSupported, (await Assert.ThrowsAsync<CredentialException>(() => Remote.RegisterAsync(program, Cancellation))).Definition);
        using HttpClient client = fixture.Service.Client("Bearer " + fixture.OwnerToken);
        using HttpResponseMessage refused = await client.PostAsync(
            new Uri(fixture.Service.Https, "/v1/notifications"), new StringContent("""{"name":"program","channel":"Command","command":["/bin/true"]}""", System.Text.Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.NotImplemented, refused.StatusCode);
        await using ICredentialAuthority viewer = await fixture.UserAsync("viewer", new CredentialRight { Principal = "viewer", ScopeType = CredentialScopeType.Authority, Role = CredentialRightRole.Viewer });
        foreach (Func<Task> call in (Func<Task>[])
            [
                () => viewer.Notifications.ListAsync(Cancellation), () => viewer.Notifications.SendAsync([], Cancellation), () => viewer.Notifications.UnregisterAsync("told", Cancellation),
                () => viewer.Notifications.RegisterAsync(new CredentialNotificationRequest { Name = "mine", Uri = "http://127.0.0.1:9/", SigningKey = new SecretText(Key) }, Cancellation),
            ])
        {
            Assert.Equal(CredentialErrors.NotAuthorized, (await Assert.ThrowsAsync<CredentialException>(call)).Definition);
        }
    }

    [Fact]
    public async Task Mail_goes_the_same_way_and_its_password_comes_back_nowhere()
    {
        var request = new CredentialNotificationRequest
        {
            Name = "mail", Channel = NotificationChannel.Email, SmtpServer = "mail.example.com", SmtpPort = 465, From = "a@example.com", To = ["b@example.com"], UserName = "watcher",
            Password = new SecretText("a password of it"), Threshold = [9], Scope = ["nowhere"],
        };

        CredentialNotification made = await Remote.RegisterAsync(request, Cancellation);

        Assert.Equal(("mail.example.com", 465, "a@example.com", "b@example.com", "watcher"), (made.SmtpServer, made.SmtpPort, made.From, made.Target, made.UserName));
        using HttpClient client = fixture.Service.Client("Bearer " + fixture.OwnerToken);
        Assert.DoesNotContain("a password of it", await client.GetStringAsync(new Uri(fixture.Service.Https, "/v1/notifications"), Cancellation), StringComparison.Ordinal);
        Assert.Equal(CredentialErrors.AlreadyExists, (await Assert.ThrowsAsync<CredentialException>(() => Remote.RegisterAsync(request, Cancellation))).Definition);
        await Remote.UnregisterAsync("mail", Cancellation);
        Assert.Equal(CredentialErrors.NotFound, (await Assert.ThrowsAsync<CredentialException>(() => Remote.UnregisterAsync("mail", Cancellation))).Definition);
    }

    private async Task<CredentialNotification> FindAsync(string name) => (await Remote.ListAsync(Cancellation)).Single(one => one.Name == name);
}
