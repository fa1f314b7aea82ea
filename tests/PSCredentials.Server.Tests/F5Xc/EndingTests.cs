using System.Text.Json;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>Renewal, revocation one by one and many at once, and the SCIM token that takes the place of another.</summary>
public sealed class EndingTests(F5XcService service) : IClassFixture<F5XcService>
{
    private const string Password = "\"password\":\"a long password\"";

    private readonly string _space = F5XcService.NewNamespace();

    [Theory]
    [InlineData("\"expiration_days\":30", 30)]
    [InlineData("\"expirationDays\":\"30\"", 30)]
    [InlineData("\"expiration_days\":0", 90)]
    public async Task ATokenIsRenewedAndKeepsItsSecret(string field, int days)
    {
        string token = await service.CreateAsync(_space, "credential", """{"type":"API_TOKEN"}""");

        (await service.PostAsync($"{_space}/renew/api_credentials", $$"""{"name":"credential","namespace":"{{_space}}",{{field}}}""")).Ok();

        ApiCredential renewed = await KnownAsync("credential");
        Assert.Equal(days, (renewed.ExpiresAt - renewed.ModifiedAt).TotalDays, 0.01);
        (await service.SendAsync(HttpMethod.Get, "/api/web/custom/namespaces/system/whoami", null, "APIToken " + token)).Ok();
    }

    [Fact]
    public async Task AnExpiredTokenIsRenewedAndARevokedOneIsNot()
    {
        string token = await service.CreateAsync(_space, "credential", """{"type":"API_TOKEN"}""");
        service.Pass(TimeSpan.FromDays(2));
        Assert.False((await service.GetAsync($"{_space}/api_credentials")).Ok().GetProperty("items")[0].GetProperty("active").GetBoolean());

        (await service.PostAsync($"{_space}/renew/api_credentials", Named("credential"))).Ok();

        (await service.SendAsync(HttpMethod.Get, "/api/web/custom/namespaces/system/whoami", null, "APIToken " + token)).Ok();
        (await service.PostAsync($"{_space}/revoke/api_credentials", Named("credential"))).Ok();
        (await service.PostAsync($"{_space}/renew/api_credentials", Named("credential"))).Error(409, 6);
        (await service.PostAsync($"{_space}/activate/api_credentials", Named("credential"))).Error(409, 6);
        (await service.PostAsync($"{_space}/revoke/api_credentials", Named("credential"))).Error(409, 6);
        JsonElement system = (await service.GetAsync($"{_space}/api_credentials/credential")).Ok().GetProperty("object").GetProperty("system_metadata");
        Assert.True(system.TryGetProperty("deletion_timestamp", out _));
    }

    [Fact]
    public async Task OnlyTokensAreRenewed()
    {
        await service.CreateAsync(_space, "certificate", $"{{{Password}}}");
        await service.CreateServiceAsync(_space, "service-certificate", $"\"api_certificate\":{{{Password}}}");

        string message = (await service.PostAsync($"{_space}/renew/api_credentials", Named("certificate"))).Error(400, 3);
        Assert.Contains("only for API_TOKEN", message, StringComparison.Ordinal);
        message = (await service.PostAsync($"{_space}/renew/service_credentials", Named("service-certificate"))).Error(400, 3);
        Assert.Contains("only for SERVICE_API_TOKEN", message, StringComparison.Ordinal);
        (await service.PostAsync($"{_space}/revoke/service_credentials", Named("service-certificate"))).Ok();
        (await service.PostAsync($"{_space}/renew/service_credentials", Named("service-certificate"))).Error(400, 3);
    }

    [Theory]
    [InlineData("renew")]
    [InlineData("revoke")]
    [InlineData("activate")]
    public async Task EachCollectionKnowsItsOwnAlone(string verb)
    {
        await service.CreateAsync(_space, "credential", """{"type":"API_TOKEN"}""");
        await service.CreateServiceAsync(_space, "service-one", "\"api_token\":{}");
        await service.PostAsync($"{_space}/scim_token", "{}");
        string scim = (await service.GetAsync($"{_space}/scim_token")).Ok().GetProperty("object").GetProperty("metadata").GetProperty("name").GetString()!;

        foreach ((string segment, string name) in new[] { ("service_credentials", "credential"), ("api_credentials", "service-one"), ("api_credentials", scim), ("service_credentials", scim), ("api_credentials", "nothing") })
        {
            (await service.PostAsync($"{_space}/{verb}/{segment}", Named(name))).Error(404, 5);
        }

        string path = $"{_space}/{verb}/api_credentials";
        Assert.Contains("name", (await service.PostAsync(path, $$"""{"namespace":"{{_space}}"}""")).Error(400, 3), StringComparison.Ordinal);
        Assert.Contains("namespace", (await service.PostAsync(path, """{"name":"credential"}""")).Error(400, 3), StringComparison.Ordinal);
        Assert.Contains("namespace", (await service.PostAsync(path, """{"name":"credential","namespace":"another-space"}""")).Error(400, 3), StringComparison.Ordinal);
        (await service.PostAsync(path, Named("short"))).Error(400, 3);
        (await service.PostAsync(path, Named(new string('x', 1025)))).Error(400, 3);
        (await service.PostAsync(path, Named("credential"))).Ok();
    }

    [Fact]
    public async Task ARenewalIsWithinThePolicy()
    {
        await service.CreateAsync(_space, "credential", """{"type":"API_TOKEN"}""");

        string message = (await service.PostAsync($"{_space}/renew/api_credentials", $$"""{"name":"credential","namespace":"{{_space}}","expiration_days":731}""")).Error(400, 3);

        Assert.Contains("730 days", message, StringComparison.Ordinal);
        (await service.PostAsync($"{_space}/renew/api_credentials", $$"""{"name":"credential","namespace":"{{_space}}","expiration_days":-1}""")).Error(400, 3);
    }

    [Fact]
    public async Task ManyAreRevokedByName()
    {
        await service.CreateAsync(_space, "credential-1", """{"type":"API_TOKEN"}""");
        await service.CreateAsync(_space, "credential-2", """{"type":"API_TOKEN"}""");
        await service.CreateAsync(_space, "credential-3", """{"type":"API_TOKEN"}""");
        await service.CreateServiceAsync(_space, "service-one", "\"api_token\":{}");
        (await service.PostAsync($"{_space}/revoke/api_credentials", Named("credential-3"))).Ok();

        JsonElement answer = (await service.PostAsync(
            $"{_space}/bulk_revoke/api_credentials",
            """{"nameSelector":{"names":["credential-1","nothing-here","credential-2","credential-3","service-one","a*b"]}}""")).Ok();

        Assert.Equal("""["credential-1","credential-2"]""", answer.GetProperty("credentials_marked_for_deletion").GetRawText());
        Assert.Equal(["a*b", "credential-3", "nothing-here", "service-one"], answer.GetProperty("credentials_failed").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
        string message = answer.GetProperty("error_message").GetString()!;
        Assert.All(["nothing-here", "credential-3", "service-one"], name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.Equal(CredentialState.Revoked, (await KnownAsync("credential-1")).State);
        Assert.Equal(CredentialState.Active, (await KnownAsync("service-one")).State);
        answer = (await service.PostAsync($"{_space}/bulk_revoke/service_credentials", """{"name_selector":{"names":["service-one"]}}""")).Ok();
        Assert.Equal("[]", answer.GetProperty("credentials_failed").GetRawText());
        Assert.Equal(string.Empty, answer.GetProperty("error_message").GetString());
    }

    [Fact]
    public async Task TwoHundredOfTheLongestNamesAreTaken()
    {
        string names = string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"{i:0000}{string.Concat(Enumerable.Repeat("\\u00e9", 1020))}\""));

        JsonElement answer = (await service.PostAsync($"{_space}/bulk_revoke/api_credentials", $$$"""{"name_selector":{"names":[{{{names}}}]}}""")).Ok();

        Assert.Equal(200, answer.GetProperty("credentials_failed").GetArrayLength());
    }

    [Theory]
    [InlineData("\"all\":{}", "certificate,credential")]
    [InlineData("\"credential_type\":\"API_TOKEN\"", "credential")]
    [InlineData("\"credentialType\":0", "certificate")]
    [InlineData("\"credential_type\":\"KUBE_CONFIG\"", "")]
    public async Task WhatHasExpiredIsRevoked(string selector, string names)
    {
        await service.CreateAsync(_space, "credential", """{"type":"API_TOKEN"}""");
        await service.CreateAsync(_space, "certificate", $"{{{Password}}}");
        await service.CreateServiceAsync(_space, "service-one", "\"api_token\":{}");
        service.Pass(TimeSpan.FromDays(2));
        await service.CreateAsync(_space, "still-good", """{"type":"API_TOKEN"}""");

        JsonElement answer = (await service.PostAsync($"{_space}/bulk_revoke/api_credentials", $$$"""{"expired_selector":{{{{selector}}}}}""")).Ok();

        Assert.Equal(names, string.Join(',', answer.GetProperty("credentials_marked_for_deletion").EnumerateArray().Select(name => name.GetString())));
        Assert.Equal(CredentialState.Active, (await KnownAsync("still-good")).State);
        Assert.Equal(CredentialState.Expired, (await KnownAsync("service-one")).State);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name_selector":{"names":["credential"]},"expired_selector":{"all":{}}}""")]
    [InlineData("""{"name_selector":{}}""")]
    [InlineData("""{"name_selector":{"names":[]}}""")]
    [InlineData("""{"name_selector":{"names":[null]}}""")]
    [InlineData("""{"name_selector":{"names":["credential","Credential"]}}""")]
    [InlineData("""{"name_selector":{"names":"credential"}}""")]
    [InlineData("""{"expired_selector":{}}""")]
    [InlineData("""{"expired_selector":{"all":{},"credential_type":"API_TOKEN"}}""")]
    [InlineData("""{"expired_selector":{"credential_type":"SERVICE_API_TOKEN"}}""")]
    [InlineData("""{"expired_selector":{"credential_type":"NOTHING"}}""")]
    [InlineData("""{"namespace":"another-space","name_selector":{"names":["credential"]}}""")]
    public async Task ABulkRevocationThatSelectsNothingClearlyIsRefused(string body) =>
        (await service.PostAsync($"{_space}/bulk_revoke/api_credentials", body)).Error(400, 3);

    [Fact]
    public async Task MoreThanTwoHundredNamesAreRefused()
    {
        string names = string.Join(',', Enumerable.Range(0, 201).Select(i => $"\"credential-{i}\""));

        (await service.PostAsync($"{_space}/bulk_revoke/api_credentials", $$$"""{"name_selector":{"names":[{{{names}}}]}}""")).Error(400, 3);
    }

    [Fact]
    public async Task AScimTokenTakesThePlaceOfTheOneInForce()
    {
        (await service.GetAsync($"{_space}/scim_token")).Error(404, 5);
        (await service.PostAsync($"{_space}/revoke/scim_token", $$"""{"namespace":"{{_space}}"}""")).Error(404, 5);
        JsonElement first = (await service.PostAsync($"{_space}/scim_token", $$"""{"namespace":"{{_space}}"}""")).Ok();
        DateTimeOffset now = (await KnownAsync(first.GetProperty("name").GetString()!)).CreatedAt;
        Assert.Equal(180, (first.GetProperty("expiration_timestamp").GetDateTimeOffset() - now).TotalDays, 0.01);
        string old = first.GetProperty("data").GetString()!;

        JsonElement second = (await service.PostAsync($"{_space}/scim_token", """{"expiration_days":"730"}""")).Ok();

        (await service.SendAsync(HttpMethod.Get, "/api/web/custom/namespaces/system/whoami", null, "Bearer " + old)).Error(401, 16);
        (await service.SendAsync(HttpMethod.Get, "/api/web/custom/namespaces/system/whoami", null, "Bearer " + second.GetProperty("data").GetString())).Ok();
        JsonElement shown = (await service.GetAsync($"{_space}/scim_token")).Ok().GetProperty("object");
        Assert.Equal(second.GetProperty("name").GetString(), shown.GetProperty("metadata").GetProperty("name").GetString());
        Assert.Equal("SCIM_API_TOKEN", shown.GetProperty("spec").GetProperty("gc_spec").GetProperty("type").GetString());
        (await service.PostAsync($"{_space}/revoke/scim_token", "{}")).Error(400, 3);
        (await service.PostAsync($"{_space}/revoke/scim_token", $$"""{"namespace":"{{_space}}"}""")).Ok();
        (await service.GetAsync($"{_space}/scim_token")).Error(404, 5);
    }

    [Theory]
    [InlineData("731")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task AScimTokenLivesAsLongAsTheContractSays(string days) =>
        (await service.PostAsync($"{_space}/scim_token", $$"""{"expiration_days":{{days}}}""")).Error(400, 3);

    private string Named(string name) => $$"""{"name":"{{name}}","namespace":"{{_space}}"}""";

    private Task<ApiCredential> KnownAsync(string name) =>
        service.Running.Authority.ApiCredentials.GetAsync(CredentialReference.ByName(name, _space), CancellationToken.None);
}
