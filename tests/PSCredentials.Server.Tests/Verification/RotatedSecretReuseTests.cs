using System.Net;
using PSCredentials.Server.Tests.Service;

namespace PSCredentials.Server.Tests.Verification;

/// <summary>A token that a rotation replaced, presented to the service after its grace period.</summary>
public sealed class RotatedSecretReuseTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Base = "/v1/api-credentials";

    [Fact]
    public async Task ItIsRefusedToldWithItsAddressAndEndsTheCredentialByPolicy()
    {
        Answer policy = await fixture.Owner.ReadAsync("/v1/policy");
        Assert.Equal("Record", policy["rotatedSecretReuse"]);
        Answer made = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("rotated-token"), type = "ApiToken" });
        Answer rotated = await fixture.Owner.PostAsync($"{Base}/{made["id"]}/rotate", new { });
        using HttpClient old = Holder(made);
        using HttpClient fresh = Holder(rotated);
        Assert.Equal((HttpStatusCode.Unauthorized, "CredentialExpired"), await old.ReadAsync("/v1/whoami") is var refused ? (refused.Status, refused.Error) : default);
        Assert.Equal(HttpStatusCode.OK, (await fresh.ReadAsync("/v1/whoami")).Status);

        Answer events = await fixture.Owner.ReadAsync($"/v1/events?action=ReuseSecret&subjectId={made["id"]}");
        Assert.Equal("from 127.0.0.1", Assert.Single(events.Json.GetProperty("items").EnumerateArray().ToArray()).GetProperty("detail").GetString());

        Assert.Equal("RevokeFamily", (await fixture.Owner.PatchAsync("/v1/policy", new { rotatedSecretReuse = "RevokeFamily" }))["rotatedSecretReuse"]);
        Answer other = await fixture.Owner.PostAsync(Base, new { name = fixture.Unique("rotated-token"), type = "ApiToken" });
        Answer otherRotated = await fixture.Owner.PostAsync($"{Base}/{other["id"]}/rotate", new { });
        using HttpClient otherOld = Holder(other);
        using HttpClient otherFresh = Holder(otherRotated);
        Assert.Equal(HttpStatusCode.OK, (await otherFresh.ReadAsync("/v1/whoami")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await otherOld.ReadAsync("/v1/whoami")).Status);
        await fixture.Owner.ReadAsync("/v1/events?limit=1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await otherFresh.ReadAsync("/v1/whoami")).Status);
        Assert.Equal(("Revoked", "KeyCompromise"), await fixture.Owner.ReadAsync($"{Base}/{other["id"]}") is var ended ? (ended["state"], ended["revocationReason"]) : default);
    }

    private HttpClient Holder(Answer issued) => fixture.Service.Client("APIToken " + issued.Json.GetProperty("secret").GetProperty("token").GetString());
}
