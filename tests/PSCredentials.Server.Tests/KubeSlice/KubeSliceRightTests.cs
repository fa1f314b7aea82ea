using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.KubeSlice;

/// <summary>Who may do what, by a key's token and by a user's.</summary>
public sealed class KubeSliceRightTests(KubeSliceService shared) : IClassFixture<KubeSliceService>
{
    [Theory]
    [InlineData("Owner", true, true)]
    [InlineData("Editor", true, false)]
    [InlineData("Viewer", false, false)]
    public async Task A_role_allows_what_it_says_in_its_workspace_alone(string role, bool makes, bool owns)
    {
        string here = "rights of " + role;
        string elsewhere = "not of " + role;
        string seen = await shared.CreateAsync("seen", "Viewer", here);
        await shared.CreateAsync("unseen", "Viewer", elsewhere);
        string key = await shared.CreateAsync("by key", role, here);
        string user = await shared.Service.TokenAsync(
            $"user of {role}", new CredentialRight { ScopeType = CredentialScopeType.Workspace, Scope = here, Role = Enum.Parse<CredentialRightRole>(role) });
        using HttpClient byKey = await shared.ClientAsync(key);
        using HttpClient byUser = shared.Service.Client("Bearer " + user);
        foreach (HttpClient client in (HttpClient[])[byKey, byUser])
        {
            JsonElement[] list = await KubeSliceService.ListAsync(client);
            Assert.All(list, item => Assert.Equal(here, item.GetProperty("workspaceName").GetString()));
            JsonElement item = list.Single(one => one.GetProperty("name").GetString() == "seen");
            Assert.Equal(owns ? seen : "********-****-****-****-********" + seen[^4..], item.GetProperty("apiKey").GetString());
            Assert.Empty(await KubeSliceService.ListAsync(client, "?workspace=" + Uri.EscapeDataString(elsewhere)));

            string name = "made " + Guid.NewGuid();
            await AssertMayAsync(makes, client, "POST", KubeSliceService.Creation(name, "Viewer", here));
            await AssertMayAsync(owns, client, "POST", KubeSliceService.Creation("owner " + name, "Owner", here));
            await AssertMayAsync(false, client, "POST", KubeSliceService.Creation(name, "Viewer", elsewhere));
            await AssertMayAsync(false, client, "POST", KubeSliceService.Creation(name, "Owner", string.Empty));
            string target = await shared.CreateAsync("target " + name, "Viewer", here);
            await AssertMayAsync(makes, client, "DELETE", KubeSliceService.Presented(target));
        }
    }

    [Fact]
    public async Task A_key_of_another_workspace_is_not_there()
    {
        string hidden = await shared.CreateAsync("hidden", "Viewer", "hidden");
        using HttpClient client = await shared.ClientAsync(await shared.CreateAsync("outside", "Owner", "outside"));

        KubeSliceRuleTests.AssertError(await client.SendAsync("DELETE", KubeSliceService.Keys, KubeSliceService.Presented(hidden)), 404, "Not Found", "NOT_FOUND");
        Assert.Single(await KubeSliceService.ListAsync(shared.Owner, "?workspace=hidden"));
    }

    [Fact]
    public async Task An_owner_everywhere_sees_every_key_whole_and_leaves_one_event_for_a_list()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient owner = service.Client("APIToken " + await service.OwnerTokenAsync());
        var keys = new Dictionary<string, string>();
        for (int i = 0; i < 1_200; i++)
        {
            IssuedApiKey key = await service.Authority.ApiKeys.CreateAsync(
                new ApiKeyRequest { Name = $"key {i}", Workspace = $"workspace {i % 3}", Role = ApiKeyRole.Viewer }, TestContext.Current.CancellationToken);
            keys.Add(key.Id, key.GetKey());
        }

        JsonElement[] list = await KubeSliceService.ListAsync(owner);

        Assert.Equal(keys, list.ToDictionary(item => item.GetProperty("id").GetString()!, item => item.GetProperty("apiKey").GetString()!));
        CredentialEvent entry = Assert.Single(await RevealsAsync(service));
        Assert.Equal(("owner", "*", "a list of up to 1200"), (entry.Actor, entry.SubjectName, entry.Detail));

        using HttpClient viewer = service.Client("Bearer " + await service.TokenAsync("viewer", new CredentialRight { Role = CredentialRightRole.Viewer }));
        Assert.All(await KubeSliceService.ListAsync(viewer), item => Assert.StartsWith("****", item.GetProperty("apiKey").GetString(), StringComparison.Ordinal));
        Assert.Single(await RevealsAsync(service));

        string third = await service.TokenAsync(
            "third",
            new CredentialRight { ScopeType = CredentialScopeType.Workspace, Scope = "workspace 2", Role = CredentialRightRole.Owner },
            new CredentialRight { ScopeType = CredentialScopeType.Workspace, Scope = "workspace 1", Role = CredentialRightRole.Viewer });
        using HttpClient mixed = service.Client("Bearer " + third);
        JsonElement[] some = await KubeSliceService.ListAsync(mixed);
        Assert.Equal(800, some.Length);
        Assert.All(some, item => Assert.Equal(
            item.GetProperty("workspaceName").GetString() == "workspace 2", !item.GetProperty("apiKey").GetString()!.StartsWith("****", StringComparison.Ordinal)));
        Assert.Equal("a list of up to 400", (await RevealsAsync(service)).Single(one => one.Actor == "third").Detail);
    }

    private static async Task AssertMayAsync(bool may, HttpClient client, string method, string body)
    {
        WireAnswer answer = await client.SendAsync(method, KubeSliceService.Keys, body);
        if (may)
        {
            Assert.True(answer.Status == 200, answer.Body);
        }
        else
        {
            KubeSliceRuleTests.AssertError(answer, 403, "Forbidden", "FORBIDDEN");
        }
    }

    private static async Task<List<CredentialEvent>> RevealsAsync(RunningService service)
    {
        var list = new List<CredentialEvent>();
        await foreach (CredentialEvent entry in service.Authority.Audit.ListAsync(
            new CredentialEventQuery { Action = [CredentialAction.Reveal] }, TestContext.Current.CancellationToken))
        {
            list.Add(entry);
        }

        return list;
    }
}
