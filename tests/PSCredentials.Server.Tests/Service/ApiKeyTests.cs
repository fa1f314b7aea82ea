using System.Net;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

public sealed class ApiKeyTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/api-keys";

    [Fact]
    public async Task ALifeRunsFromIssueToRemoval()
    {
        string name = fixture.Unique("key");
        string day = $"{DateTime.UtcNow.AddDays(20):yyyy-MM-dd}";
        string later = $"{DateTime.UtcNow.AddDays(40):yyyy-MM-dd}";
        Answer made = await fixture.Owner.PostAsync(Base, new { name, workspace = "tiger", role = "Editor", validUntil = day, tokenLifetime = "PT5M", labels = new { env = "prod" } });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.True(made.Headers.CacheControl!.NoStore);
        string path = made.Headers.Location!.OriginalString;
        Assert.Equal($"{Base}/{made["id"]}", path);
        Assert.Equal($"{day} PT5M Editor", $"{made["validUntil"]} {made["tokenLifetime"]} {made["role"]}");

        Answer read = await fixture.Owner.ReadAsync(path);
        Assert.Equal(made.Tag, read.Tag);
        Assert.DoesNotContain(made["key"], read.Text, StringComparison.Ordinal);
        Assert.Equal(made["key"], (await fixture.Owner.PostAsync($"{path}/reveal"))["key"]);
        Assert.Equal(made["id"], (await fixture.Owner.ReadAsync($"{Base}/named?name={name}&workspace=tiger"))["id"]);
        Assert.Equal(made["id"], (await fixture.Owner.ReadAsync($"{Base}?name={name}&role=Editor&state=Active&label=env=prod&count=true")).Json.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("tiger", (await fixture.Owner.ReadAsync($"{Base}/values/workspace?pattern=tig*")).Json.GetProperty("items")[0].GetProperty("value").GetString());
        Assert.Equal(later, (await fixture.Owner.PostAsync($"{path}/renew", new { validUntil = later }))["validUntil"]);
        Assert.Equal("Disabled", (await fixture.Owner.PostAsync($"{path}/disable"))["state"]);
        Answer enabled = await fixture.Owner.PostAsync($"{path}/enable");
        Assert.Equal("Active", enabled["state"]);
        Answer refused = await fixture.Owner.PostAsync($"{path}/rotate", null, ("If-Match", made.Tag!));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "ModifiedMeanwhile"), (refused.Status, refused.Error));
        Answer rotated = await fixture.Owner.PostAsync($"{path}/rotate", new { gracePeriod = "PT1H" }, ("If-Match", enabled.Tag!));
        Assert.NotEqual(made["key"], rotated["key"]);
        Assert.NotEqual(made["id"], rotated["id"]);
        using HttpClient holder = fixture.Service.Client();
        Assert.Equal("ServiceAccount", (await holder.ReadAsync("/v1/whoami", ("X-API-Key", rotated["key"])))["kind"]);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.RemoveAsync($"{Base}/{rotated["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.ReadAsync($"{Base}/{rotated["id"]}")).Status);
    }

    [Theory]
    [InlineData("""{"role":"Owner"}""")]
    [InlineData("""{"name":"key"}""")]
    [InlineData("""{"name":"key","role":"Editor"}""")]
    [InlineData("""{"name":"key","role":"Nonsense"}""")]
    [InlineData("""{"name":"key","role":"Owner","validUntil":"2001-01-01"}""")]
    [InlineData("""{"name":"key","role":"Owner","validUntil":"tomorrow"}""")]
    [InlineData("""{"name":"key","role":"Owner","tokenLifetime":"PT1S"}""")]
    public async Task WhatCannotBeIssuedIsRefused(string body) => Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PostAsync(Base, body)).Status);

    [Fact]
    public async Task OnlyAnOwnerSeesAKeyWholeAndOnlyWhoMaySeeTheWorkspaceSeesIt()
    {
        string workspace = fixture.Unique("lion");
        Answer made = await fixture.Owner.PostAsync(Base, new { name = "seen", workspace, role = "Viewer" });
        using HttpClient editor = await fixture.UserAsync("eda", CredentialScopeType.Workspace, workspace, CredentialRightRole.Editor);
        using HttpClient other = await fixture.UserAsync("olaf", CredentialScopeType.Workspace, fixture.Unique("lynx"), CredentialRightRole.Owner);

        Assert.Equal(made["id"], (await editor.ReadAsync($"{Base}/{made["id"]}"))["id"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsync($"{Base}/{made["id"]}/reveal")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.ReadAsync($"{Base}/{made["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"{Base}/{made["id"]}/reveal")).Status);
        Assert.Empty((await other.ReadAsync(Base)).Json.GetProperty("items").EnumerateArray());
    }
}
