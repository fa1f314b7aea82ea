using System.Net;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

public sealed class ProjectTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/project-credentials";

    [Fact]
    public async Task ALifeRunsFromCreationToDeletion()
    {
        string project = await ProjectAsync();
        string role = fixture.Unique("baker");
        Assert.Equal(HttpStatusCode.Created, (await fixture.Owner.PostAsync("/v1/roles", new { name = role, description = "Bakes." })).Status);
        string username = fixture.Unique("ada");
        Answer made = await fixture.Owner.PostAsync(
            Base, new { project, username, email = "ada@example.com", fullName = "Ada Example", roles = new[] { role }, expiresAt = "2035-01-31T12:00:00Z" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.True(made.Headers.CacheControl!.NoStore);
        Assert.NotEmpty(made["generatedPassword"]);
        Assert.True(made.Json.GetProperty("deployment").GetProperty("success").GetBoolean());
        string path = made.Headers.Location!.OriginalString;

        Answer read = await fixture.Owner.ReadAsync(path);
        Assert.Equal(made.Tag, read.Tag);
        Assert.DoesNotContain(made["generatedPassword"], read.Text, StringComparison.Ordinal);
        Assert.Equal(made["id"], (await fixture.Owner.ReadAsync($"{Base}/named?username={username}&project={project}"))["id"]);
        Assert.Equal(username, (await fixture.Owner.ReadAsync($"{Base}?project={project}&role={role}&email=ada*&state=Active&count=true")).Json.GetProperty("items")[0].GetProperty("username").GetString());
        Assert.Equal(project, (await fixture.Owner.ReadAsync($"{Base}/values/project?pattern={project}")).Json.GetProperty("items")[0].GetProperty("value").GetString());
        Answer changed = await fixture.Owner.PatchAsync(path, new { generatePassword = true, fullName = "Ada Other", neverExpires = true, enabled = false }, ("If-Match", made.Tag!));
        Assert.Equal("Ada Other Disabled", $"{changed["fullName"]} {changed["state"]}");
        Assert.NotEqual(made["generatedPassword"], changed["generatedPassword"]);
        Assert.False(changed.Json.TryGetProperty("expiresAt", out _));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await fixture.Owner.PatchAsync(path, new { enabled = true }, ("If-Match", made.Tag!))).Status);

        var targets = new { targets = new object[] { new { name = "orders" }, new { name = "all", type = "ApiProxyGroup" } } };
        Assert.Equal(2, (await fixture.Owner.PostAsync($"{path}/access", targets)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Conflict, (await fixture.Owner.PostAsync($"{path}/access", targets)).Status);
        Assert.Equal("True", (await fixture.Owner.RemoveAsync($"{path}/access?proxy=orders"))["success"]);
        Assert.Equal("ApiProxyGroup", Assert.Single((await fixture.Owner.ReadAsync($"{path}/access")).Json.GetProperty("items").EnumerateArray()).GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.RemoveAsync($"{path}/access")).Status);
        Assert.Empty((await fixture.Owner.ReadAsync($"{path}/access")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal((HttpStatusCode.Conflict, "InUse"), await StatusAsync(fixture.Owner.RemoveAsync($"/v1/roles/{role}")));
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.RemoveAsync($"/v1/roles/{role}?force=true")).Status);
        Assert.Equal(username, (await fixture.Owner.RemoveAsync(path))["username"]);
        Assert.Equal((HttpStatusCode.NotFound, "NotFound"), await StatusAsync(fixture.Owner.ReadAsync(path)));
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.RemoveAsync($"/v1/projects/{project}")).Status);
    }

    [Theory]
    [InlineData("""{"project":"PROJECT","username":"bob","email":"nonsense","fullName":"Bob"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"project":"PROJECT","username":"bo:b","email":"bob@example.com","fullName":"Bob"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"project":"PROJECT","username":"bob","email":"bob@example.com","fullName":"Bob","roles":["no such role"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"project":"PROJECT","username":"bob","email":"bob@example.com","fullName":"Bob","expiresAt":"soon"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"project":"PROJECT","username":"bob","fullName":"Bob"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"project":"no such project","username":"bob","email":"bob@example.com","fullName":"Bob"}""", HttpStatusCode.NotFound)]
    public async Task WhatCannotBeMadeIsRefused(string body, HttpStatusCode status)
    {
        string project = await ProjectAsync();

        Assert.Equal(status, (await fixture.Owner.PostAsync(Base, body.Replace("PROJECT", project, StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task EnvironmentsAreMadePublishedAndForgotten()
    {
        string project = fixture.Unique("with/slash");
        Assert.Equal(HttpStatusCode.Created, (await fixture.Owner.PostAsync("/v1/projects", new { name = project })).Status);
        string path = "/v1/projects/" + Uri.EscapeDataString(project);

        // Nothing listens there: the environment is made, and says why nothing reached it.
        Answer made = await fixture.Owner.PostAsync($"{path}/environments", new { name = "hook", target = "http://127.0.0.1:9/hook", signingKey = "a key of sixteen or more" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.DoesNotContain("sixteen", made.Text, StringComparison.Ordinal);
        Answer file = await fixture.Owner.PostAsync($"{path}/environments", new { name = "file", kind = "Htpasswd", target = "/tmp/htpasswd" });
        Assert.Equal((HttpStatusCode.NotImplemented, "NotSupported"), (file.Status, file.Error));
        JsonElement listed = (await fixture.Owner.ReadAsync("/v1/environments")).Json.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("project").GetString() == project);
        Assert.Equal("hook", listed.GetProperty("name").GetString());
        await fixture.Owner.PostAsync(Base, new { project, username = fixture.Unique("carl"), email = "carl@example.com", fullName = "Carl" });
        Answer published = await fixture.Owner.PostAsync($"{path}/publish", new { environments = new[] { "hook" } });
        Assert.Equal("False", published["success"]);
        Assert.Contains((await fixture.Owner.ReadAsync("/v1/deployments")).Json.GetProperty("items").EnumerateArray(), one => one.GetProperty("project").GetString() == project);
        Assert.Equal((HttpStatusCode.Conflict, "InUse"), await StatusAsync(fixture.Owner.RemoveAsync($"{path}/environments/hook")));
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.RemoveAsync($"{path}/environments/hook?force=true")).Status);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.RemoveAsync($"{path}?force=true")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.RemoveAsync(path)).Status);
    }

    [Fact]
    public async Task WhoHasNothingToDoWithAProjectDoesNotSeeIt()
    {
        string project = await ProjectAsync();
        Answer made = await fixture.Owner.PostAsync(Base, new { project, username = fixture.Unique("dora"), email = "dora@example.com", fullName = "Dora" });
        using HttpClient other = await fixture.UserAsync("otto", CredentialScopeType.Project, await ProjectAsync(), CredentialRightRole.Owner);

        Assert.Equal(HttpStatusCode.NotFound, (await other.ReadAsync($"{Base}/{made["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.RemoveAsync($"{Base}/{made["id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"/v1/projects/{project}/publish")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(Base, new { project, username = "new-one", email = "new@example.com", fullName = "New" })).Status);
        Assert.Single((await other.ReadAsync("/v1/projects")).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await other.ReadAsync(Base)).Json.GetProperty("items").EnumerateArray());
    }

    private static async Task<(HttpStatusCode, string)> StatusAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Error);

    private async Task<string> ProjectAsync()
    {
        string project = fixture.Unique("project");
        Assert.Equal(HttpStatusCode.Created, (await fixture.Owner.PostAsync("/v1/projects", new { name = project, description = "A test." })).Status);
        return project;
    }
}
