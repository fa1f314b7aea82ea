using System.Text;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Apinizer;

/// <summary>Access tokens for credentials of projects (RFC 6749).</summary>
public sealed class ApinizerTokenTests(ApinizerService shared) : IClassFixture<ApinizerService>
{
    [Theory]
    [InlineData("/apiops/auth/token")]
    [InlineData("/apiops/auth/token/")]
    [InlineData("/auth/token")]
    [InlineData("/auth/token/")]
    public async Task A_token_is_granted_at_each_path(string path)
    {
        string username = "granted" + path.Replace('/', '-');
        await shared.CreateAsync(username);

        WireAnswer answer = await shared.ExchangeAsync(username, ApinizerService.Password, path);

        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal(["access_token", "token_type", "expires_in"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Bearer", answer.Json.GetProperty("token_type").GetString());
        Assert.InRange(answer.Json.GetProperty("expires_in").GetInt64(), 890, 900);
        Assert.True(answer.Message.Headers.CacheControl!.NoStore);
        CredentialVerdict verdict = await shared.Service.Authority.AccessTokens.VerifyAsync(
            answer.Json.GetProperty("access_token").GetString()!, null, null, TestContext.Current.CancellationToken);
        Assert.Equal(username, Assert.IsType<ProjectCredential>(verdict.Credential, exactMatch: false).Username);
    }

    [Fact]
    public async Task Curl_gets_a_token_by_form_and_by_basic()
    {
        await shared.CreateAsync("curl-user");

        (int status, string body) = await shared.Service.CurlAsync(
            "/apiops/auth/token", "-d", "grant_type=client_credentials", "-d", "client_id=curl-user", "--data-urlencode", "client_secret=" + ApinizerService.Password);
        Assert.True(status == 200, body);
        (status, body) = await shared.Service.CurlAsync("/apiops/auth/token", "-u", "curl-user:" + ApinizerService.Password, "-d", "grant_type=client_credentials");
        Assert.True(status == 200, body);
    }

    [Theory]
    [InlineData("", 400, "invalid_request")]
    [InlineData("client_id=u&client_secret=p", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials&client_id=u&client_secret=p", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=u&client_id=v&client_secret=p", 400, "invalid_request")]
    [InlineData("grant_type=password&username=u&password=p", 400, "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=u", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=nobody&client_secret=wrong", 401, "invalid_client")]
    [InlineData("%%%=&&==", 400, "invalid_request")]
    public async Task What_is_wrong_is_told_in_the_words_of_the_standard(string form, int status, string word)
    {
        using HttpClient stranger = shared.Service.Client();

        WireAnswer answer = await stranger.SendAsync("POST", "/apiops/auth/token", form);

        Assert.True((status, word) == (answer.Status, answer.Json.GetProperty("error").GetString()), answer.Body);
        Assert.Equal(["error", "error_description"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(status == 401, answer.Message.Headers.WwwAuthenticate.Any(scheme => scheme.Scheme == "Basic"));
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        using HttpClient stranger = shared.Service.Client();

        WireAnswer answer = await stranger.SendAsync("POST", "/auth/token", new StringContent("{}", Encoding.UTF8, "application/json"));

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_client_says_who_it_is_in_one_way_and_encoded()
    {
        await ApinizerService.OkAsync(
            shared.Owner, "POST", ApinizerService.Base, """{"username":"basic user","password":"pass:word +%41 ü","fullName":"f","email":"a@b.example"}""");
        string header = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("basic+user:" + Uri.EscapeDataString("pass:word +%41 ü")));
        using HttpClient client = shared.Service.Client(header);

        Assert.Equal(200, (await client.SendAsync("POST", "/auth/token", "grant_type=client_credentials")).Status);
        Assert.Equal(200, (await client.SendAsync("POST", "/auth/token", "grant_type=client_credentials&client_id=basic+user")).Status);
        WireAnswer both = await client.SendAsync("POST", "/auth/token", "grant_type=client_credentials&client_id=basic+user&client_secret=x");
        Assert.Equal((400, "invalid_request"), (both.Status, both.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_new_password_ends_the_old_one_and_its_tokens()
    {
        await shared.CreateAsync("patched");
        string token = (await shared.ExchangeAsync("patched", ApinizerService.Password)).Json.GetProperty("access_token").GetString()!;

        await ApinizerService.OkAsync(shared.Owner, "PATCH", ApinizerService.Base + "patched/", """{"password":"AnotherPassword1!"}""");

        await AssertRefusedAsync("patched", ApinizerService.Password);
        Assert.Equal(200, (await shared.ExchangeAsync("patched", "AnotherPassword1!")).Status);
        Assert.False((await shared.Service.Authority.AccessTokens.VerifyAsync(token, null, null, TestContext.Current.CancellationToken)).IsValid);
        foreach (string body in (string[])["{}", """{"password":null}""", """{"password":""}"""])
        {
            ApinizerService.AssertError(
                await shared.Owner.SendAsync("PATCH", ApinizerService.Base + "patched/", body), 400, "bad_request", "Credential password can not be empty!");
        }
    }

    [Theory]
    [InlineData("off", ""","enabled":false""")]
    [InlineData("over", ""","expireDate":"2024-12-31T23:59:59.000Z" """)]
    [InlineData("away", ""","ipList":["203.0.113.0/24","2001:db8::/32"]""")]
    public async Task What_is_not_in_force_here_is_refused_and_works_once_it_is(string username, string more)
    {
        await shared.CreateAsync(username, more);

        await AssertRefusedAsync(username, ApinizerService.Password);
        await AssertRefusedAsync(username, "WrongPassword123!");
        await ApinizerService.OkAsync(shared.Owner, "PUT", ApinizerService.Base, ApinizerService.Body(username, ""","ipList":["127.0.0.1","::1"]"""));
        Assert.Equal(200, (await shared.ExchangeAsync(username, ApinizerService.Password)).Status);
        await ApinizerService.OkAsync(shared.Owner, "DELETE", $"{ApinizerService.Base}{username}/");
        await AssertRefusedAsync(username, ApinizerService.Password);
    }

    [Fact]
    public async Task A_token_opens_what_was_granted_and_nothing_else()
    {
        await shared.CreateAsync("opener");
        string token = (await shared.ExchangeAsync("opener", ApinizerService.Password)).Json.GetProperty("access_token").GetString()!;
        Task<VerificationReason> ReasonAsync() => VerifyAsync(token, new AccessTarget("orders"));

        Assert.Equal(VerificationReason.ResourceNotGranted, await ReasonAsync());
        await ApinizerService.OkAsync(shared.Owner, "PUT", ApinizerService.Base + "opener/access/", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}""");
        Assert.Equal(VerificationReason.Valid, await ReasonAsync());
        await ApinizerService.OkAsync(shared.Owner, "DELETE", ApinizerService.Base + "opener/access/", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}""");
        Assert.Equal(VerificationReason.ResourceNotGranted, await ReasonAsync());
    }

    private async Task<VerificationReason> VerifyAsync(string token, AccessTarget target) =>
        (await shared.Service.Authority.AccessTokens.VerifyAsync(token, null, target, TestContext.Current.CancellationToken)).Reason;

    private async Task AssertRefusedAsync(string username, string password) =>
        ApinizerService.AssertError(await shared.ExchangeAsync(username, password), 401, "invalid_client", "Client authentication failed");
}
