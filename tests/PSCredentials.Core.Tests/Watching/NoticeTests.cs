using System.Text;
using System.Text.Json;
using PSCredentials.Tests.Deployment;

namespace PSCredentials.Tests.Watching;

/// <summary>Each notice is sent once and none is lost: a receiver that is down and comes back, a restart in the middle, clocks that are moved.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task Each_threshold_is_told_once_as_the_days_go_by()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.IssueAsync("billing", 40);
        await vault.RegisterAsync("ops", 30, 7, 1, 0);

        for (int day = 0; day <= 45; day++)
        {
            IReadOnlyList<CredentialNotice> sent = await vault.SendAsync();
            Assert.Equal(day is 10 or 33 or 39 or 40 ? 1 : 0, sent.Count);
            Assert.Empty(await vault.SendAsync());
            vault.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["billing 30", "billing 7", "billing 1", "billing 0"], vault.Told());
        Assert.Equal(4, vault.Receiver.All.Count);
        Assert.Equal((4, 0), ((await vault.GetAsync()).SentCount, (await vault.GetAsync()).PendingCount));
    }

    [Fact]
    public async Task A_notice_says_what_is_needed_and_no_more_and_is_signed()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        IssuedApiCredential issued = await vault.Vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "bi\"lling", Type = CredentialType.ServiceApiToken, Namespace = "shopping", Expiry = Expiry.On(vault.Clock.Now.AddDays(5)),
        });
        await vault.RegisterAsync();

        CredentialNotice notice = Assert.Single(await vault.SendAsync());

        Received message = Assert.Single(vault.Receiver.All);
        Assert.True(message.IsSignedBy(Encoding.UTF8.GetBytes(NotificationVault.Key)));
        Assert.Equal(notice.MessageId, message.Key);
        Assert.Equal("credential.expiring", message.Json.GetProperty("type").GetString());
        Assert.Equal("2026-12-01T10:30:00.000Z", message.Json.GetProperty("timestamp").GetString());
        JsonElement data = message.Json.GetProperty("data");
        Assert.Equal(["messageId", "notification", "authority", "threshold", "lastDay", "credential"], data.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("ops", 7, "2026-12-06"), (data.GetProperty("notification").GetString(), data.GetProperty("threshold").GetInt32(), data.GetProperty("lastDay").GetString()));
        Assert.Equal(
            $"ApiCredential {issued.Id} bi\"lling shopping ServiceApiToken tester 2026-12-06T10:30:00.000Z",
            string.Join(' ', data.GetProperty("credential").EnumerateObject().Select(member => member.Value.GetString())));
        Assert.DoesNotContain(issued.GetToken(), message.Body, StringComparison.Ordinal);
        Assert.Equal(
            (NoticeState.Sent, CredentialFamily.ApiCredential, issued.Id, "bi\"lling", 7, 1, vault.Clock.Now),
            (notice.State, notice.Family, notice.CredentialId, notice.CredentialName, notice.Threshold, notice.AttemptCount, notice.SentAt!.Value));
        CredentialEvent told = Assert.Single(await vault.Vault.EventsAsync(new CredentialEventQuery { Action = [CredentialAction.Notify] }));
        Assert.Equal((CredentialSubject.ApiCredential, issued.Id, "ops: works until 2026-12-06, threshold 7"), (told.SubjectType, told.SubjectId, told.Detail));
    }

    [Fact]
    public async Task A_receiver_that_is_down_hears_of_everything_once_when_it_is_back()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync("ops", 7, 1, 0);
        await vault.IssueAsync("first-token", 7);
        await vault.IssueAsync("second-token", 8);
        await vault.Receiver.StopAsync();
        var reports = new List<CredentialNotice>();
        using var stop = new CancellationTokenSource();
        Task loop = vault.Notifications.RunAsync(reports.Add, stop.Token);
        for (int hour = 0; hour < 48; hour += 6)
        {
            vault.Clock.Advance(TimeSpan.FromHours(6));
            int seen = reports.Count;
            await DeployVault.UntilAsync(() => reports.Count > seen, $"the try of hour {hour}");
        }

        Assert.All(reports, report => Assert.Equal(NoticeState.Pending, report.State));
        CredentialNotification failing = await vault.GetAsync();
        Assert.Equal((2, 0), (failing.PendingCount, failing.SentCount));
        Assert.Contains("was not reached", failing.LastError, StringComparison.Ordinal);
        Assert.InRange(failing.NextAttemptAt!.Value - vault.Clock.Now, TimeSpan.Zero, TimeSpan.FromMinutes(13));
        vault.Receiver.Start();
        vault.Clock.Advance(TimeSpan.FromMinutes(13));
        await DeployVault.UntilAsync(() => reports.Count(report => report.State == NoticeState.Sent) == 2, "the receiver that is back");
        await stop.CancelAsync();
        await loop;

        Assert.Equal(["first-token 7", "second-token 7"], vault.Told());
        Assert.Equal(2, vault.Receiver.All.Count);
        CredentialNotification healed = await vault.GetAsync();
        Assert.Equal((0, 2, null, null), (healed.PendingCount, healed.SentCount, healed.LastError, healed.NextAttemptAt));
    }

    [Fact]
    public async Task A_restart_in_the_middle_neither_loses_nor_repeats()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync("ops", 7);
        for (int i = 0; i < 20; i++)
        {
            await vault.IssueAsync($"token-{i:00}", 5);
        }

        vault.Receiver.Delay = TimeSpan.FromMilliseconds(20);
        using var stop = new CancellationTokenSource();
        Task<IReadOnlyList<CredentialNotice>> sending = vault.Notifications.SendAsync([], stop.Token);
        await DeployVault.UntilAsync(() => vault.Receiver.All.Count >= 5, "the fifth message");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await vault.Vault.CloseAsync();
        int before = vault.Receiver.Distinct.Count;
        vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await vault.Vault.OpenAgainAsync();

        await vault.SendAsync();

        Assert.InRange(before, 5, 15);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"token-{i:00} 7"), vault.Told().Order(StringComparer.Ordinal));
        Assert.InRange(vault.Receiver.All.Count, 20, 21);
        Assert.Empty(await vault.SendAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_repeats_nothing_and_one_that_jumps_ahead_tells_the_newest_threshold()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync("ops", 30, 7, 1, 0);
        await vault.IssueAsync("billing", 20);
        await vault.SendAsync();
        vault.Clock.Advance(TimeSpan.FromDays(14));
        await vault.SendAsync();
        Assert.Equal(["billing 30", "billing 7"], vault.Told());

        vault.Clock.Advance(TimeSpan.FromDays(-14));
        Assert.Empty(await vault.SendAsync());
        vault.Clock.Advance(TimeSpan.FromDays(-30));
        Assert.Empty(await vault.SendAsync());
        vault.Clock.Advance(TimeSpan.FromDays(30 + 22));
        await vault.SendAsync();

        Assert.Equal(["billing 30", "billing 7", "billing 0"], vault.Told());
        Assert.Equal(3, vault.Receiver.All.Count);
    }

    [Fact]
    public async Task A_delay_that_was_set_before_the_clock_was_set_back_is_not_waited_for()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync();
        await vault.IssueAsync("billing", 5);
        vault.Receiver.Status = "503 Service Unavailable";
        await vault.SendAsync();
        vault.Clock.Advance(TimeSpan.FromDays(-2));
        vault.Receiver.Status = "204 No Content";
        using var stop = new CancellationTokenSource();
        bool arrived = false;
        Task loop = vault.Notifications.RunAsync(notice => arrived |= notice.State == NoticeState.Sent, stop.Token);

        await DeployVault.UntilAsync(() => arrived, "the loop");

        await stop.CancelAsync();
        await loop;
        Assert.Equal(["billing 7"], vault.Told());
    }

    [Fact]
    public async Task Two_processes_tell_it_once()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync();
        for (int i = 0; i < 10; i++)
        {
            await vault.IssueAsync($"token-{i}", 5);
        }

        ICredentialAuthority other = await vault.Vault.OpenAgainAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? vault.Notifications : other.Notifications).SendAsync([], CancellationToken.None)));
        await vault.SendAsync();

        Assert.Equal(10, vault.Receiver.All.Count);
        Assert.Equal(10, vault.Told().Distinct().Count());
    }

    [Fact]
    public async Task What_was_renewed_revoked_or_removed_meanwhile_is_not_told()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync();
        foreach (string name in (string[])["renewed", "revoked", "removed", "disabled", "left-alone"])
        {
            await vault.IssueAsync(name, 5);
        }

        vault.Receiver.Status = "500 Internal Server Error";
        await vault.SendAsync();
        await vault.Vault.Credentials.RenewAsync(CredentialReference.ByName("renewed"), Expiry.On(vault.Clock.Now.AddDays(6)), CancellationToken.None);
        await vault.Vault.Credentials.RevokeAsync(CredentialReference.ByName("revoked"), RevocationReason.Unspecified, CancellationToken.None);
        await vault.Vault.Credentials.RemoveAsync(CredentialReference.ByName("removed"), CancellationToken.None);
        await vault.Vault.Credentials.DisableAsync(CredentialReference.ByName("disabled"), CancellationToken.None);
        vault.Receiver.Status = "204 No Content";

        IReadOnlyList<CredentialNotice> sent = await vault.SendAsync();

        // The renewed one has a new end, within the threshold too: that is told instead.
        Assert.Equal(["disabled", "left-alone", "renewed"], sent.Select(notice => notice.CredentialName).Order(StringComparer.Ordinal));
        Assert.Equal(vault.Clock.Now.AddDays(6), sent.Single(notice => notice.CredentialName == "renewed").ExpiresAt);
        Assert.Equal(0, (await vault.GetAsync()).PendingCount);
    }

    [Fact]
    public async Task What_had_ended_before_it_was_registered_or_long_ago_is_not_told()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.IssueAsync("old-token", 1);
        vault.Clock.Advance(TimeSpan.FromDays(2));
        await vault.RegisterAsync();
        await vault.IssueAsync("missed", 3);
        await vault.IssueAsync("late-token", 10);

        vault.Clock.Advance(TimeSpan.FromDays(35));
        await vault.SendAsync();

        Assert.Equal(["late-token 0"], vault.Told());
        vault.Clock.Advance(TimeSpan.FromDays(100));
        await vault.SendAsync();
        Assert.Equal((0, 0), ((await vault.GetAsync()).SentCount, (await vault.GetAsync()).PendingCount));
        Assert.Single(vault.Receiver.All);
    }

    [Fact]
    public async Task One_message_that_is_refused_holds_up_no_other()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.RegisterAsync();
        await vault.IssueAsync("first-token", 5);
        await vault.IssueAsync("second-token", 5);
        vault.Receiver.Status = "422 Unprocessable Content";
        vault.Receiver.Answer = "no such owner";

        IReadOnlyList<CredentialNotice> tried = await vault.SendAsync();

        Assert.Equal(2, tried.Count);
        Assert.All(tried, notice => Assert.Equal("The webhook answered 422 Unprocessable Content: no such owner", notice.Error));
        Assert.Equal(2, (await vault.GetAsync()).PendingCount);
        vault.Receiver.Status = "503 Service Unavailable";
        Assert.Single(await vault.SendAsync());
    }

    [Fact]
    public async Task All_families_are_told_of_and_filters_hold()
    {
        await using NotificationVault vault = await NotificationVault.OpenAsync();
        await vault.IssueAsync("a-token", 5);
        await vault.Vault.Keys.CreateAsync(
            new ApiKeyRequest { Name = "a-key", Role = ApiKeyRole.Editor, Workspace = "shop", UserName = "grace", ValidUntil = DateOnly.FromDateTime(vault.Clock.Now.UtcDateTime.AddDays(5)) }, CancellationToken.None);
        await vault.Vault.Authority.Projects.CreateProjectAsync("shopping", string.Empty, CancellationToken.None);
        await vault.Vault.Authority.ProjectCredentials.CreateAsync(
            new ProjectCredentialRequest
            {
                Project = "shopping", Username = "ada", Password = new SecretText("correct horse battery"), Email = "ada@example.com", FullName = "Ada Lovelace", ExpiresAt = vault.Clock.Now.AddDays(5),
            },
            CancellationToken.None);
        await RegisterAsync("all", new CredentialNotificationRequest());
        await RegisterAsync("keys", new CredentialNotificationRequest { Family = [CredentialFamily.ApiKey] });
        await RegisterAsync("ada", new CredentialNotificationRequest { Owner = ["ada *", "nobody"] });
        await RegisterAsync("shops", new CredentialNotificationRequest { Scope = ["SHOP*"] });
        await RegisterAsync("near", new CredentialNotificationRequest { Threshold = [4] });

        ILookup<string, string> sent = (await vault.SendAsync()).ToLookup(notice => notice.Notification, notice => notice.CredentialName);

        Assert.Equal(["a-key", "a-token", "ada"], sent["all"].Order(StringComparer.Ordinal));
        Assert.Equal(["a-key"], sent["keys"]);
        Assert.Equal(["ada"], sent["ada"]);
        Assert.Equal(["a-key", "ada"], sent["shops"].Order(StringComparer.Ordinal));
        Assert.Empty(sent["near"]);

        Task RegisterAsync(string name, CredentialNotificationRequest request) => vault.Notifications.RegisterAsync(
            request with { Name = name, Uri = vault.Receiver.Address, SigningKey = new SecretText(NotificationVault.Key) }, CancellationToken.None);
    }
}
