using System.Net;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

/// <summary>What was removed, and its restoration, over HTTP.</summary>
public sealed class RemovedTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/api-credentials";

    [Fact]
    public async Task ARemovedTokenIsRefusedListedAndRestored()
    {
        string ns = fixture.Unique("removed-tokens");
        Answer made = await fixture.Owner.PostAsync(Base, new { name = "oven-token", type = "ApiToken", @namespace = ns });
        using HttpClient holder = fixture.Service.Client("APIToken " + made.Json.GetProperty("secret").GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await holder.ReadAsync("/v1/whoami")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.RemoveAsync($"{Base}/{made["id"]}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await holder.ReadAsync("/v1/whoami")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.ReadAsync($"{Base}/{made["id"]}")).Status);
        Assert.Equal(0, (await fixture.Owner.ReadAsync($"{Base}?namespace={ns}")).Json.GetProperty("items").GetArrayLength());

        Answer list = await fixture.Owner.ReadAsync($"{Base}/removed?namespace={ns}&count=true");
        JsonElement item = Assert.Single(list.Json.GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal((1, "owner", made["id"]), (list.Json.GetProperty("total").GetInt32(), item.GetProperty("removedBy").GetString(), item.GetProperty("credential").GetProperty("id").GetString()));
        Assert.Equal(TimeSpan.FromDays(7), item.GetProperty("restorableUntil").GetDateTimeOffset() - item.GetProperty("removedAt").GetDateTimeOffset());

        Answer restored = await fixture.Owner.PostAsync($"{Base}/{made["id"]}/restore");
        Assert.Equal((HttpStatusCode.OK, made["id"]), (restored.Status, restored["id"]));
        Assert.NotEqual(made.Tag, restored.Tag);
        Assert.Equal(restored.Tag, (await fixture.Owner.ReadAsync($"{Base}/{made["id"]}")).Tag);
        Assert.Equal(HttpStatusCode.OK, (await holder.ReadAsync("/v1/whoami")).Status);
        Answer twice = await fixture.Owner.PostAsync($"{Base}/{made["id"]}/restore");
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), (twice.Status, twice.Error));
    }

    [Fact]
    public async Task PagesGoOnThroughThoseOfOneName()
    {
        string ns = fixture.Unique("removed-pages");
        for (int i = 0; i < 7; i++)
        {
            Answer made = await fixture.Owner.PostAsync(Base, new { name = "oven-token", type = "ApiToken", @namespace = ns });
            await fixture.Owner.RemoveAsync($"{Base}/{made["id"]}");
        }

        var ids = new List<string>();
        for (string? path = $"{Base}/removed?namespace={ns}&limit=3"; path is not null;)
        {
            Answer page = await fixture.Owner.ReadAsync(path);
            ids.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("credential").GetProperty("id").GetString()!));
            path = page.Headers.TryGetValues("Link", out IEnumerable<string>? links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(7, ids.Distinct().Count());
        Assert.Equal(7, ids.Count);
        Answer wrong = await fixture.Owner.ReadAsync($"{Base}/removed?nmae=x");
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), (wrong.Status, wrong.Error));
    }

    [Fact]
    public async Task AnotherOneOfTheNameIsAConflictAndAConditionHolds()
    {
        string ns = fixture.Unique("removed-conflicts");
        var creation = new { name = "oven-token", type = "ApiToken", @namespace = ns };
        Answer first = await fixture.Owner.PostAsync(Base, creation);
        await fixture.Owner.RemoveAsync($"{Base}/{first["id"]}");
        Answer second = await fixture.Owner.PostAsync(Base, creation);

        Answer conflict = await fixture.Owner.PostAsync($"{Base}/{first["id"]}/restore");
        Assert.Equal((HttpStatusCode.Conflict, "AlreadyExists"), (conflict.Status, conflict.Error));
        await fixture.Owner.RemoveAsync($"{Base}/{second["id"]}");
        Answer changed = await fixture.Owner.PostAsync($"{Base}/{first["id"]}/restore", null, ("If-Match", second.Tag!));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "ModifiedMeanwhile"), (changed.Status, changed.Error));
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.PostAsync($"{Base}/{first["id"]}/restore", null, ("If-Match", first.Tag!))).Status);
    }

    [Fact]
    public async Task WhoMayOnlySeeSeesAndRestoresNothing()
    {
        string ns = fixture.Unique("removed-rights");
        Answer made = await fixture.Owner.PostAsync(Base, new { name = "oven-token", type = "ApiToken", @namespace = ns });
        await fixture.Owner.RemoveAsync($"{Base}/{made["id"]}");
        using HttpClient viewer = await fixture.UserAsync("viewer-of-removed", CredentialScopeType.Namespace, ns, CredentialRightRole.Viewer);
        using HttpClient other = await fixture.UserAsync("other-of-removed", CredentialScopeType.Namespace, ns + "-2", CredentialRightRole.Owner);

        Assert.Equal(1, (await viewer.ReadAsync($"{Base}/removed")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync($"{Base}/{made["id"]}/restore")).Status);
        Assert.Equal(0, (await other.ReadAsync($"{Base}/removed")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"{Base}/{made["id"]}/restore")).Status);
    }

    [Fact]
    public async Task ThePolicySaysHowLong()
    {
        Answer changed = await fixture.Owner.PatchAsync("/v1/policy", new { removalRetention = "P30D" });
        Assert.Equal("P30D", changed["removalRetention"]);
        Answer wrong = await fixture.Owner.PatchAsync("/v1/policy", new { removalRetention = "P366D" });
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), (wrong.Status, wrong.Error));
        Assert.Equal("P7D", (await fixture.Owner.PatchAsync("/v1/policy", new { removalRetention = "P7D" }))["removalRetention"]);
    }

    [Fact]
    public async Task AServiceDeletesWhatIsOverAlsoWhereNothingElseChanges()
    {
        var clock = new TimerClock();
        await using RunningService service = await RunningService.StartAsync(clock);
        IssuedApiKey key = await service.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "oven-key", Role = ApiKeyRole.Owner }, TestContext.Current.CancellationToken);
        await service.Authority.ApiKeys.RemoveAsync(CredentialReference.ById(key.Id), TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromDays(7));

        var purged = new CredentialEventQuery { Action = [CredentialAction.Purge] };
        for (int i = 0; ; i++)
        {
            if (await service.Authority.Audit.ListAsync(purged, TestContext.Current.CancellationToken).AnyAsync(TestContext.Current.CancellationToken))
            {
                break;
            }

            Assert.True(i < 300, "Nothing was deleted.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
