using System.Net;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Service;

public sealed class ConditionTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/api-credentials";

    [Fact]
    public async Task WhatIsKnownIsNotAnsweredAgain()
    {
        Answer made = await MadeAsync();
        string path = $"{Base}/{made["id"]}";

        Assert.Equal(HttpStatusCode.NotModified, (await fixture.Owner.ReadAsync(path, ("If-None-Match", made.Tag!))).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await fixture.Owner.ReadAsync(path, ("If-None-Match", "\"other\", " + made.Tag))).Status);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.ReadAsync(path, ("If-None-Match", "\"other\""))).Status);
        Answer changed = await fixture.Owner.PatchAsync(path, new { description = "changed" });
        Answer read = await fixture.Owner.ReadAsync(path, ("If-None-Match", made.Tag!));
        Assert.Equal((HttpStatusCode.OK, changed.Tag), (read.Status, read.Tag));
    }

    [Fact]
    public async Task AChangeIsMadeOnlyWhereTheRecordIsAsItWas()
    {
        Answer made = await MadeAsync();
        string path = $"{Base}/{made["id"]}";
        Answer changed = await fixture.Owner.PatchAsync(path, new { description = "first" }, ("If-Match", made.Tag!));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(made.Tag, changed.Tag);

        foreach ((HttpMethod method, string action) in ((HttpMethod, string)[])
            [(HttpMethod.Patch, ""), (HttpMethod.Post, "/renew"), (HttpMethod.Post, "/rotate"), (HttpMethod.Post, "/disable"), (HttpMethod.Post, "/revoke"), (HttpMethod.Delete, "")])
        {
            Answer refused = await fixture.Owner.SendAsync(method, path + action, method == HttpMethod.Patch ? new { description = "second" } : null, ("If-Match", made.Tag!));
            Assert.Equal((HttpStatusCode.PreconditionFailed, "ModifiedMeanwhile"), (refused.Status, refused.Error));
        }

        Assert.Equal("first", (await fixture.Owner.ReadAsync(path))["description"]);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await fixture.Owner.PatchAsync(path, new { }, ("If-Match", "W/" + changed.Tag))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await fixture.Owner.PatchAsync(path, new { }, ("If-Match", "\"of another\""))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PatchAsync(path, new { }, ("If-Match", "nonsense"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PatchAsync(path, new { }, ("If-Match", $"{made.Tag}, {changed.Tag}"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PatchAsync("/v1/policy", new { failureLimit = 5 }, ("If-Match", made.Tag!))).Status);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.PatchAsync(path, new { description = "third" }, ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task OfTwoChangesAtOnceOneIsRefused()
    {
        Answer made = await MadeAsync();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            fixture.Owner.PatchAsync($"{Base}/{made["id"]}", new { description = $"number {number}" }, ("If-Match", made.Tag!))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("/v1/api-credentials", """{"name":"NAME","type":"ApiToken"}""", """{"type":"ApiToken",  "name":"NAME"}""", """{"name":"NAME","type":"ApiToken","description":"other"}""")]
    [InlineData("/v1/api-keys", """{"name":"NAME","role":"Owner"}""", """{"role":"Owner","name":"NAME"}""", """{"name":"NAME","role":"Owner","userName":"other"}""")]
    [InlineData(
        "/v1/project-credentials",
        """{"project":"bakery","username":"NAME","email":"ada@example.com","fullName":"Ada"}""",
        """{"project":"bakery","username":"NAME","fullName":"Ada","email":"ada@example.com"}""",
        """{"project":"bakery","username":"NAME","email":"bob@example.com","fullName":"Ada"}""")]
    public async Task ARequestThatComesAgainIsAnsweredTheSameAndMakesNothingTwice(string path, string body, string same, string other)
    {
        await fixture.Owner.PostAsync("/v1/projects", new { name = "bakery" });
        string name = fixture.Unique("idempotent");
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        string Named(string text) => text.Replace("NAME", name, StringComparison.Ordinal);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => fixture.Owner.PostAsync(path, Named(body), key)));
        Answer later = await fixture.Owner.PostAsync(path, Named(same), key);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(HttpStatusCode.Created, later.Status);
        Assert.Single(answers.Append(later).Select(Secret).Distinct());
        Assert.Single(answers.Append(later).Select(answer => answer["id"]).Distinct());
        Assert.NotEmpty(Secret(later));
        Answer refused = await fixture.Owner.PostAsync(path, Named(other), key);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IdempotencyKeyReused"), (refused.Status, refused.Error));
        Assert.Equal(HttpStatusCode.Conflict, path == "/v1/project-credentials" ? HttpStatusCode.Conflict : (await fixture.Owner.PostAsync(path, Named(body))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Owner.PostAsync(path, Named(body), ("Idempotency-Key", new string('x', 300)))).Status);
        Answer two = await fixture.Owner.PostAsync(path, Named(body), key, ("Idempotency-Key", "another"));
        Assert.Equal(HttpStatusCode.BadRequest, two.Status);
    }

    private static string Secret(Answer answer) =>
        answer.Json.TryGetProperty("secret", out var secret) ? secret.GetProperty("token").GetString()!
        : answer.Json.TryGetProperty("key", out var key) ? key.GetString()!
        : answer["generatedPassword"];

    private async Task<Answer> MadeAsync() => await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("condition-token"), type = "ApiToken" });
}
