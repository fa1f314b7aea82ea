using PSCredentials.Tests.Deployment;

namespace PSCredentials.Tests.Watching;

/// <summary>A vault with credentials that end, a webhook that hears of it, and a clock to be moved.</summary>
internal sealed class NotificationVault : IAsyncDisposable
{
    public const string Key = "a key of the receiver";

    private NotificationVault(SampleVault vault) => Vault = vault;

    public SampleVault Vault { get; }

    public WebhookReceiver Receiver { get; } = new();

    public SettableClock Clock => Vault.Clock;

    public INotificationService Notifications => Vault.Authority.Notifications;

    public static async Task<NotificationVault> OpenAsync() => new(await SampleVault.OpenAsync());

    /// <summary>A token that ends so many days from now, at the same time of day.</summary>
    public Task IssueAsync(string name, double days) =>
        Vault.IssueAsync(new ApiCredentialRequest { Name = name, Type = CredentialType.ApiToken, Expiry = Expiry.On(Clock.Now.AddDays(days)) });

    public Task<CredentialNotification> RegisterAsync(string name = "ops", params int[] threshold) => Notifications.RegisterAsync(
        new CredentialNotificationRequest { Name = name, Uri = Receiver.Address, SigningKey = new SecretText(Key), Threshold = threshold }, CancellationToken.None);

    public Task<IReadOnlyList<CredentialNotice>> SendAsync(params string[] names) => Notifications.SendAsync(names, CancellationToken.None);

    public async Task<CredentialNotification> GetAsync(string name = "ops") =>
        (await Notifications.ListAsync(CancellationToken.None)).Single(notification => notification.Name == name);

    /// <summary>What has come, as <c>name threshold</c>, without what came again.</summary>
    public string[] Told() => [.. Receiver.Distinct.Select(Say)];

    public static string Say(Received message)
    {
        var data = message.Json.GetProperty("data");
        return $"{data.GetProperty("credential").GetProperty("name").GetString()} {data.GetProperty("threshold").GetInt32()}";
    }

    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
