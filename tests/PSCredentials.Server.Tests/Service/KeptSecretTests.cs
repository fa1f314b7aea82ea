using System.Net;
using PSCredentials.Server.Authentication;

namespace PSCredentials.Server.Tests.Service;

/// <summary>The secrets that the vault keeps are of those who have its folder: the service hands none out, and has none kept.</summary>
public sealed class KeptSecretTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Theory]
    [InlineData("/v1/api-credentials", """{"name":"kept-here","type":"ApiToken","MEMBER":true}""")]
    [InlineData("/v1/api-keys", """{"name":"kept-here","role":"Owner","MEMBER":true}""")]
    [InlineData("/v1/project-credentials", """{"username":"kept-here","project":"shop","email":"a@b.example","fullName":"A","MEMBER":true}""")]
    public async Task NoRequestHasASecretKept(string path, string body)
    {
        foreach (string member in (string[])["recoverable", "isRecoverable", "IsRecoverable"])
        {
            Answer answer = await fixture.Owner.PostAsync(path, body.Replace("MEMBER", member, StringComparison.Ordinal));
            Assert.Equal((HttpStatusCode.BadRequest, "InvalidArgument"), (answer.Status, answer.Error));
        }

        Assert.Empty(await fixture.Service.Authority.Secrets.ListAsync(["*kept-here"], s_none));
    }

    [Fact]
    public async Task NotEvenAnOwnerReachesThemThroughTheService()
    {
        await fixture.Service.Authority.Secrets.SetAsync("on-site", SecretValue.OfText(new SecretText("never over the wire")), new Dictionary<string, object>(), s_none);
        CredentialVerdict owner = await fixture.Service.Authority.Verifier.VerifyTokenAsync(await fixture.Service.OwnerTokenAsync(), null, s_none);
        ICredentialAuthority guarded = new Caller(fixture.Service.Authority, owner).Authority;

        CredentialException refused = Assert.Throws<CredentialException>(() => guarded.Secrets);

        Assert.Equal(CredentialErrors.NotSupported, refused.Definition);
        foreach (string path in (string[])["/v1/secrets", "/v1/secrets/on-site", "/v1/vault/secrets"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.ReadAsync(path)).Status);
        }
    }

    [Fact]
    public async Task ARotationOverTheWireRenewsTheCopyThatIsKeptOnSite()
    {
        string name = fixture.Unique("rotated-afar");
        IssuedApiCredential issued = await fixture.Service.Authority.ApiCredentials.CreateAsync(new() { Name = name, Type = CredentialType.ApiToken, IsRecoverable = true }, s_none);

        Answer rotated = await fixture.Owner.PostAsync($"/v1/api-credentials/{issued.Id}/rotate");

        Assert.Equal(HttpStatusCode.OK, rotated.Status);
        string kept = (await fixture.Service.Authority.Secrets.RevealAsync(name, s_none))!.Value.GetText().Reveal();
        Assert.Contains(kept, rotated.Text, StringComparison.Ordinal);
        Assert.NotEqual(issued.GetToken(), kept);
    }
}
