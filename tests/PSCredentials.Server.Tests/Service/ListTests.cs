using System.Net;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

public sealed class ListTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/api-credentials";

    [Fact]
    public async Task PagesFollowEachOtherToTheEnd()
    {
        string ns = await FilledAsync(7);
        var names = new List<string>();
        string? path = $"{Base}?namespace={ns}&limit=3&count=true";
        int pages = 0;
        while (path is not null)
        {
            Answer page = await fixture.Owner.ReadAsync(path);
            Assert.Equal(7, page.Json.GetProperty("total").GetInt64());
            names.AddRange(Names(page));
            path = page.Headers.TryGetValues("Link", out IEnumerable<string>? link) ? link.Single().Split('<', '>')[1] : null;
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(7, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.False((await fixture.Owner.ReadAsync($"{Base}?namespace={ns}")).Json.TryGetProperty("total", out _));
    }

    [Fact]
    public async Task AStreamHasEachCredentialInALineOfItsOwn()
    {
        string ns = await FilledAsync(5);

        Answer stream = await fixture.Owner.ReadAsync($"{Base}?namespace={ns}", ("Accept", "application/x-ndjson"));

        string[] lines = stream.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.EndsWith("\n", stream.Text, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(ns, JsonDocument.Parse(line).RootElement.GetProperty("namespace").GetString()));
        Answer two = await fixture.Owner.ReadAsync($"{Base}?namespace={ns}&limit=2&skip=1", ("Accept", "application/x-ndjson"));
        Assert.Equal(2, two.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        using HttpClient nobody = fixture.Service.Client("APIToken " + await fixture.Service.TokenAsync("nobody"));
        Answer refused = await nobody.ReadAsync("/v1/events", ("Accept", "application/x-ndjson"));
        Assert.Equal((HttpStatusCode.Forbidden, "NotAuthorized"), (refused.Status, refused.Error));
    }

    [Fact]
    public async Task FiltersFind()
    {
        string ns = fixture.Unique("filtered");
        await fixture.Owner.PostAsync(Base, new { name = "filter-one", type = "ApiToken", @namespace = ns, lifetime = "P1D", labels = new { env = "prod", team = "dough" } });
        Answer second = await fixture.Owner.PostAsync(Base, new { name = "filter-two", type = "ServiceApiToken", @namespace = ns, lifetime = "P60D", labels = new { env = "test" } });
        await fixture.Owner.PostAsync($"{Base}/{second["id"]}/disable");
        string soon = Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(2).ToString("O"));

        async Task<string> FindAsync(string filter) => string.Join(' ', Names(await fixture.Owner.ReadAsync($"{Base}?namespace={ns}&{filter}")));
        Assert.Equal("filter-one", await FindAsync("name=*one"));
        Assert.Equal("filter-one filter-two", await FindAsync("name=*one&name=*two"));
        Assert.Equal("filter-two", await FindAsync("type=serviceapitoken"));
        Assert.Equal("filter-two", await FindAsync("state=Disabled"));
        Assert.Equal("filter-one", await FindAsync("label=env=prod&label=team=*"));
        Assert.Equal("filter-one", await FindAsync($"expiringBefore={soon}"));
        Assert.Equal("", await FindAsync($"expiredBefore={soon}"));
        Assert.Equal("filter-two", await FindAsync($"id={second["id"]}"));
        Assert.Equal("filter-two", await FindAsync($"idPrefix={second["id"][..20]}"));
        Assert.Equal("", await FindAsync("owner=nobody"));
        Answer values = await fixture.Owner.ReadAsync($"{Base}/values/labelValue?labelName=team&pattern=dou*");
        Assert.Equal("dough", values.Json.GetProperty("items")[0].GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("nmae=x", "nmae")]
    [InlineData("Name=x", "Name")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("skip=-1", "skip")]
    [InlineData("count=yes", "count")]
    [InlineData("type=Nonsense", "type")]
    [InlineData("type=2", "type")]
    [InlineData("state=", "state")]
    [InlineData("label=env", "label")]
    [InlineData("label=env=a&label=env=b", "label")]
    [InlineData("expiringBefore=tomorrow", "expiringBefore")]
    [InlineData("expiringBefore=2030-01-01T00:00:00+01:00", "expiringBefore")]
    public async Task AFilterThatCannotBeMeantIsRefusedByItsName(string query, string name)
    {
        Answer answer = await fixture.Owner.ReadAsync($"{Base}?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), (answer.Status, answer.Error));
        Assert.Contains($"'{name}'", answer["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoEndpointTakesAParameterThatItDoesNotKnow()
    {
        Answer made = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("strict-token"), type = "ApiToken" });

        Answer refused = await fixture.Owner.RemoveAsync($"{Base}/{made["id"]}?forse=true");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.ReadAsync($"{Base}/{made["id"]}")).Status);
    }

    [Fact]
    public async Task WhoMaySeeOneNamespaceSeesThatAlone()
    {
        string own = await FilledAsync(2);
        string other = await FilledAsync(1);
        Answer hidden = await fixture.Owner.ReadAsync($"{Base}?namespace={other}");
        string path = $"{Base}/{hidden.Json.GetProperty("items")[0].GetProperty("id").GetString()}";
        using HttpClient viewer = await fixture.UserAsync("vera", CredentialScopeType.Namespace, own, CredentialRightRole.Viewer);

        Answer all = await viewer.ReadAsync($"{Base}?count=true");
        Assert.Equal(2, all.Json.GetProperty("total").GetInt64());
        Assert.All(all.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal(own, item.GetProperty("namespace").GetString()));
        foreach (Task<Answer> answer in (Task<Answer>[])
            [viewer.ReadAsync(path), viewer.RemoveAsync(path), viewer.PostAsync($"{path}/rotate"), viewer.PostAsync($"{path}/revoke"), viewer.PatchAsync(path, new { })])
        {
            Assert.Equal((HttpStatusCode.NotFound, "NotFound"), ((await answer).Status, (await answer).Error));
        }

        Answer refused = await viewer.PostAsync($"{Base}/{all.Json.GetProperty("items")[0].GetProperty("id").GetString()}/disable");
        Assert.Equal((HttpStatusCode.Forbidden, "NotAuthorized"), (refused.Status, refused.Error));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(Base, new { name = "vera-token", @namespace = own, type = "ApiToken" })).Status);
        Assert.Equal("namespace", (await viewer.ReadAsync("/v1/whoami")).Json.GetProperty("rights")[0].GetProperty("scopeType").GetString(), ignoreCase: true);
    }

    private static string[] Names(Answer page) => [.. page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    private async Task<string> FilledAsync(int count)
    {
        string ns = fixture.Unique("filled");
        for (int i = 0; i < count; i++)
        {
            Answer made = await fixture.Owner.PostAsync(Base, new { name = $"filled-token-{i}", @namespace = ns, type = "ServiceApiToken" });
            Assert.Equal(HttpStatusCode.Created, made.Status);
        }

        return ns;
    }
}
