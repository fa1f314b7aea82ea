using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Verification;

public sealed class VerifyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATokenIsDescribedWithWhatItsOwnerMayDo()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        string token = await service.TokenAsync("ada", new CredentialRight { ScopeType = CredentialScopeType.Namespace, Scope = "bakery", Role = CredentialRightRole.Editor });

        JsonElement verdict = await VerifyAsync(client, new { token, address = "192.0.2.1" });

        Assert.True(verdict.GetProperty("valid").GetBoolean());
        Assert.Equal("Valid", verdict.GetProperty("reason").GetString());
        Assert.Equal("ada", verdict.GetProperty("principal").GetProperty("name").GetString());
        JsonElement right = Assert.Single(verdict.GetProperty("rights").EnumerateArray());
        Assert.Equal("Namespace bakery Editor", $"{right.GetProperty("scopeType").GetString()} {right.GetProperty("scope").GetString()} {right.GetProperty("role").GetString()}");
        Assert.DoesNotContain(token, verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachFamilyIsVerifiedAndEachReasonTold()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        IssuedApiKey key = await service.Authority.ApiKeys.CreateAsync(
            new ApiKeyRequest { Name = "a-key-of-ada", Workspace = "tiger", Role = ApiKeyRole.Editor, IPAddress = ["192.0.2.0/24"] }, Cancellation);
        IssuedApiCredential certificate = await service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "certificate-of-ada", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate }, Cancellation);
        AccessTokenGrant grant = await service.Authority.AccessTokens.GrantForApiKeyAsync(key.GetKey(), IPAddress.Parse("192.0.2.1"), Cancellation);

        Assert.Equal("Valid", await ReasonAsync(client, new { apiKey = key.GetKey(), address = "192.0.2.1" }));
        Assert.Equal("AddressNotAllowed", await ReasonAsync(client, new { apiKey = key.GetKey(), address = "198.51.100.1" }));
        Assert.Equal("Valid", await ReasonAsync(client, new { token = grant.Token!.Reveal(), address = "192.0.2.1" }));
        Assert.Equal("Valid", await ReasonAsync(client, new { certificate = certificate.GetCertificatePem() }));
        Assert.Equal("Valid", await ReasonAsync(client, new { certificate = Convert.ToBase64String(certificate.GetCertificate()) }));
        Assert.Equal("Malformed", await ReasonAsync(client, new { token = "psc_api_nonsense" }));
        Assert.Equal("Unknown", await ReasonAsync(client, new { username = "nobody", password = "nothing" }));
        await service.Authority.ApiKeys.DisableAsync(CredentialReference.ById(key.Id), Cancellation);
        Assert.Equal("Disabled", await ReasonAsync(client, new { apiKey = key.GetKey(), address = "192.0.2.1" }));
        Assert.Equal("Disabled", await ReasonAsync(client, new { token = grant.Token!.Reveal(), address = "192.0.2.1" }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"token\":\"a\",\"apiKey\":\"b\"}")]
    [InlineData("{\"username\":\"a\"}")]
    [InlineData("{\"token\":\"a\",\"address\":\"nowhere\"}")]
    [InlineData("{\"certificate\":\"?\"}")]
    [InlineData("{\"token\":\"a\",\"resource\":{\"name\":\"x\",\"type\":\"Nonsense\"}}")]
    [InlineData("{\"token\":1}")]
    [InlineData("{\"token\":")]
    [InlineData("null")]
    [InlineData("")]
    public async Task WhatIsNoQuestionIsRefusedWithoutARepetition(string body)
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("APIToken " + await service.OwnerTokenAsync());
        using var content = new StringContent(body);

        using HttpResponseMessage answer = await client.PostAsync("/v1/verify", content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("InvalidArgument", problem.GetProperty("errorId").GetString());
    }

    [Fact]
    public async Task IntrospectionTellsActiveTokensFromOthers()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client("Bearer " + await service.OwnerTokenAsync());
        IssuedApiKey key = await service.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "a-key-of-ada", Workspace = "tiger", Role = ApiKeyRole.Editor }, Cancellation);
        AccessTokenGrant grant = await service.Authority.AccessTokens.GrantForApiKeyAsync(key.GetKey(), null, Cancellation);

        JsonElement ofKey = await IntrospectAsync(client, key.GetKey());
        JsonElement ofToken = await IntrospectAsync(client, grant.Token!.Reveal());
        JsonElement ofNothing = await IntrospectAsync(client, "nothing");

        Assert.Equal("ApiKey", ofKey.GetProperty("token_type").GetString());
        Assert.Equal("Bearer", ofToken.GetProperty("token_type").GetString());
        Assert.Equal(ofToken.GetProperty("iat").GetInt64() + 900, ofToken.GetProperty("exp").GetInt64());
        Assert.Equal("kubeslice-rbac-rw-slice-tiger", ofToken.GetProperty("sub").GetString());
        Assert.Equal("{\"active\":false}", ofNothing.ToString());
        await service.Authority.ApiKeys.RemoveAsync(CredentialReference.ById(key.Id), Cancellation);
        Assert.False((await IntrospectAsync(client, grant.Token!.Reveal())).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task TheKeySetVerifiesAccessTokensElsewhere()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient client = service.Client();
        IssuedApiKey key = await service.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "a-key-of-ada", Workspace = "tiger", Role = ApiKeyRole.Editor }, Cancellation);
        AccessTokenGrant grant = await service.Authority.AccessTokens.GrantForApiKeyAsync(key.GetKey(), null, Cancellation);

        string keys = await client.GetStringAsync("/.well-known/jwks.json", Cancellation);

        var validation = new Microsoft.IdentityModel.Tokens.TokenValidationParameters
        {
            IssuerSigningKeys = new Microsoft.IdentityModel.Tokens.JsonWebKeySet(keys).GetSigningKeys(),
            ValidateIssuer = false,
            ValidateAudience = false,
        };
        Assert.True((await new Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler().ValidateTokenAsync(grant.Token!.Reveal(), validation)).IsValid);
        Assert.DoesNotContain("\"d\"", keys, StringComparison.Ordinal);
    }

    private static async Task<string?> ReasonAsync<T>(HttpClient client, T question) => (await VerifyAsync(client, question)).GetProperty("reason").GetString();

    private static async Task<JsonElement> VerifyAsync<T>(HttpClient client, T question)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/v1/verify", question, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static async Task<JsonElement> IntrospectAsync(HttpClient client, string token)
    {
        using var form = new FormUrlEncodedContent([new("token", token)]);
        using HttpResponseMessage answer = await client.PostAsync("/oauth2/introspect", form, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
