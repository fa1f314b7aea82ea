using System.Text;
using System.Text.Json;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Apinizer;

/// <summary>What contract 3 says of requests and errors.</summary>
public sealed class ApinizerRuleTests(ApinizerService shared) : IClassFixture<ApinizerService>
{
    private const string NoUsername = "Credential username can not be empty!";
    private const string NoPassword = "Credential password can not be empty!";
    private const string NoFullName = "Credential full name can not be empty!";
    private const string NoEmail = "Credential email can not be empty!";
    private const string Taken = "There is already a credential has this name!";

    [Theory]
    [InlineData("{}", NoUsername)]
    [InlineData("""{"username":"","password":"","fullName":"","email":""}""", NoUsername)]
    [InlineData("""{"username":"  "}""", NoUsername)]
    [InlineData("""{"username":"u"}""", NoPassword)]
    [InlineData("""{"username":"u","password":""}""", NoPassword)]
    [InlineData("""{"username":"u","password":null}""", NoPassword)]
    [InlineData("""{"username":"u","password":"SecurePassword123!"}""", NoFullName)]
    [InlineData("""{"username":"u","password":"SecurePassword123!","fullName":" "}""", NoFullName)]
    [InlineData("""{"username":"u","password":"SecurePassword123!","fullName":"f"}""", NoEmail)]
    [InlineData("""{"username":"u","password":"SecurePassword123!","fullName":"f","email":""}""", NoEmail)]
    public async Task What_is_empty_is_told_in_the_words_of_the_vendor(string body, string text) =>
        ApinizerService.AssertError(await shared.Owner.SendAsync("POST", ApinizerService.Base, body), 400, "bad_request", text);

    [Theory]
    [InlineData(""","roleNameList":["API_USER","NOBODY"]""", "NOBODY")]
    [InlineData(""","roleNameList":[null]""", "Role")]
    [InlineData(""","ipList":["10.0.0.0/33"]""", "10.0.0.0/33")]
    [InlineData(""","ipList":["example.com"]""", "example.com")]
    [InlineData(""","ipList":[null]""", "IPAddress")]
    [InlineData(""","expireDate":"2024-12-31" """, "expireDate")]
    [InlineData(""","expireDate":"31.12.2024 23:59" """, "expireDate")]
    [InlineData(""","expireDate":"2024-13-31T23:59:59.000Z" """, "expireDate")]
    [InlineData(""","expireDate":"2024-12-31T23:59:59.000" """, "expireDate")]
    [InlineData(""","expireDate":"" """, "expireDate")]
    [InlineData(""","expireDate":1735689599000""", "expireDate")]
    [InlineData(""","email":"nobody" """, "Email")]
    [InlineData(""","enabled":"yes" """, "enabled")]
    [InlineData(""","password":"short" """, "Password")]
    public async Task What_is_malformed_is_named(string more, string named)
    {
        WireAnswer answer = await shared.Owner.SendAsync("POST", ApinizerService.Base, ApinizerService.Body("malformed", more));

        Assert.True(answer.Status == 400, answer.Body);
        Assert.Equal("bad_request", answer.Json.GetProperty("error").GetString());
        Assert.Contains(named, answer.Json.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_username_is_taken_once_over_all_projects()
    {
        await shared.CreateProjectAsync("second");
        await shared.CreateAsync("taken");

        ApinizerService.AssertError(await shared.Owner.SendAsync("POST", ApinizerService.Base, ApinizerService.Body("Taken")), 400, "bad_request", Taken);
        ApinizerService.AssertError(
            await shared.Owner.SendAsync("POST", "/apiops/projects/second/credentials", ApinizerService.Body("taken")), 400, "bad_request", Taken);
    }

    [Fact]
    public async Task What_was_made_is_listed_without_its_password()
    {
        await shared.CreateAsync("listed", ""","roleNameList":["api_user"],"enabled":false,"ipList":["10.1.2.3/8","2001:DB8::1"],"expireDate":"2024-12-31T23:59:59+02:00" """);
        await shared.CreateAsync("plain", ""","description":null,"roleNameList":null,"enabled":null,"ipList":null""");

        WireCalls.AssertJson(
            """
            {"email":"listed@example.com","fullName":"John Doe","description":"d","username":"listed","password":null,"roleNameList":["API_USER"],"enabled":false,
             "ipList":["10.0.0.0/8","2001:db8::1"],"expireDate":"2024-12-31T21:59:59.000Z"}
            """,
            (await ApinizerService.GetAsync(shared.Owner, "listed")).GetRawText());
        WireCalls.AssertJson(
            """
            {"email":"plain@example.com","fullName":"John Doe","description":"","username":"plain","password":null,"roleNameList":[],"enabled":true,"ipList":[],"expireDate":null}
            """,
            (await ApinizerService.GetAsync(shared.Owner, "plain")).GetRawText());
    }

    [Theory]
    [InlineData("2030-01-02T03:04:05Z", "2030-01-02T03:04:05.000Z")]
    [InlineData("2030-01-02T03:04:05.6Z", "2030-01-02T03:04:05.600Z")]
    [InlineData("2030-01-02T03:04:05.678-05:30", "2030-01-02T08:34:05.678Z")]
    public async Task A_date_is_read_in_its_forms_and_written_in_one(string given, string written)
    {
        string username = "date" + given.Length;
        await shared.CreateAsync(username, $$""","expireDate":"{{given}}" """);

        Assert.Equal(written, (await ApinizerService.GetAsync(shared.Owner, username)).GetProperty("expireDate").GetString());
    }

    [Fact]
    public async Task A_put_replaces_all_but_the_username()
    {
        await shared.CreateAsync("replaced", ""","roleNameList":["API_USER"],"enabled":false,"ipList":["10.0.0.1"],"expireDate":"2024-12-31T23:59:59.000Z" """);

        await ApinizerService.OkAsync(
            shared.Owner, "PUT", ApinizerService.Base, """{"username":"replaced","password":null,"fullName":"Jane Doe","email":"jane@example.com"}""");

        WireCalls.AssertJson(
            """
            {"email":"jane@example.com","fullName":"Jane Doe","description":"","username":"replaced","password":null,"roleNameList":[],"enabled":true,"ipList":[],"expireDate":null}
            """,
            (await ApinizerService.GetAsync(shared.Owner, "replaced")).GetRawText());
        Assert.Equal(200, (await shared.ExchangeAsync("replaced", ApinizerService.Password)).Status);
    }

    [Fact]
    public async Task What_is_listed_can_be_put_back()
    {
        await shared.CreateAsync("returned", ""","roleNameList":["API_USER"],"ipList":["127.0.0.0/8","::1"],"expireDate":"2034-12-31T23:59:59.123Z" """);
        string before = (await ApinizerService.GetAsync(shared.Owner, "returned")).GetRawText();

        await ApinizerService.OkAsync(shared.Owner, "PUT", ApinizerService.Base, before);

        Assert.Equal(before, (await ApinizerService.GetAsync(shared.Owner, "returned")).GetRawText());
        Assert.Equal(200, (await shared.ExchangeAsync("returned", ApinizerService.Password)).Status);
    }

    [Theory]
    [InlineData("""{"fullName":"f","email":"a@b.example"}""", NoUsername)]
    [InlineData("""{"username":" ","fullName":"f","email":"a@b.example"}""", NoUsername)]
    [InlineData("""{"username":"changed","password":""}""", NoPassword)]
    [InlineData("""{"username":"changed"}""", NoFullName)]
    [InlineData("""{"username":"changed","password":"SecurePassword123!"}""", NoFullName)]
    [InlineData("""{"username":"changed","fullName":"f"}""", NoEmail)]
    public async Task A_put_tells_what_is_empty_in_the_same_words(string body, string text)
    {
        if ((await shared.Owner.SendAsync("GET", $"{ApinizerService.Base}changed/access/")).Status == 404)
        {
            await shared.CreateAsync("changed");
        }

        ApinizerService.AssertError(await shared.Owner.SendAsync("PUT", ApinizerService.Base, body), 400, "bad_request", text);
    }

    [Theory]
    [InlineData("PUT", "", """{"username":"nobody","fullName":"f","email":"a@b.example"}""")]
    [InlineData("PATCH", "nobody/", """{"password":"SecurePassword123!"}""")]
    [InlineData("DELETE", "nobody/", null)]
    [InlineData("GET", "nobody/access/", null)]
    [InlineData("PUT", "nobody/access/", """{"credentialAccessList":[{"name":"a","type":"API_PROXY"}]}""")]
    [InlineData("DELETE", "nobody/access/", """{"credentialAccessList":[{"name":"a","type":"API_PROXY"}]}""")]
    public async Task A_username_of_nobody_is_told_so(string method, string path, string? body) =>
        ApinizerService.AssertError(
            await shared.Owner.SendAsync(method, ApinizerService.Base + path, body), 404, "not_found", "Credential (username: nobody) was not found!");

    [Fact]
    public async Task A_credential_belongs_to_its_project_alone()
    {
        await shared.CreateProjectAsync("other");
        await shared.CreateAsync("elsewhere");

        ApinizerService.AssertError(
            await shared.Owner.SendAsync("DELETE", "/apiops/projects/other/credentials/elsewhere/"), 404, "not_found", "Credential (username: elsewhere) was not found!");
        await ApinizerService.OkAsync(shared.Owner, "DELETE", ApinizerService.Base + "elsewhere/");
    }

    [Fact]
    public async Task Access_is_granted_once_and_taken_as_often_as_asked()
    {
        await shared.CreateAsync("access");
        string path = ApinizerService.Base + "access/access/";
        const string Two = """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"},{"name":"all","type":"API_PROXY_GROUP"}]}""";

        WireCalls.AssertJson(
            """{"success":true,"deploymentResult":{"success":true,"message":"Deployment completed successfully","environmentResults":[]}}""",
            (await ApinizerService.OkAsync(shared.Owner, "PUT", path, Two)).GetRawText());
        Assert.Equal(400, (await shared.Owner.SendAsync("PUT", path, """{"credentialAccessList":[{"name":"new","type":"API_PROXY"},{"name":"ORDERS","type":"API_PROXY"}]}""")).Status);
        WireCalls.AssertJson(
            """{"success":true,"resultList":[{"name":"orders","type":"API_PROXY"},{"name":"all","type":"API_PROXY_GROUP"}]}""", (await shared.Owner.SendAsync("GET", path)).Body);

        const string One = """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"},{"name":"never","type":"API_PROXY"}]}""";
        await ApinizerService.OkAsync(shared.Owner, "DELETE", path, One);
        await ApinizerService.OkAsync(shared.Owner, "DELETE", path, One);
        WireCalls.AssertJson("""{"success":true,"resultList":[{"name":"all","type":"API_PROXY_GROUP"}]}""", (await shared.Owner.SendAsync("GET", path)).Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"credentialAccessList":null}""")]
    [InlineData("""{"credentialAccessList":[]}""")]
    [InlineData("""{"credentialAccessList":[null]}""")]
    [InlineData("""{"credentialAccessList":[{"name":"a"}]}""")]
    [InlineData("""{"credentialAccessList":[{"name":"a","type":"api_proxy"}]}""")]
    [InlineData("""{"credentialAccessList":[{"type":"API_PROXY"}]}""")]
    public async Task A_list_of_access_says_what_it_means(string body)
    {
        if ((await shared.Owner.SendAsync("GET", $"{ApinizerService.Base}kept/access/")).Status == 404)
        {
            await shared.CreateAsync("kept");
            await ApinizerService.OkAsync(shared.Owner, "PUT", $"{ApinizerService.Base}kept/access", """{"credentialAccessList":[{"name":"kept","type":"API_PROXY"}]}""");
        }

        foreach (string method in (string[])["PUT", "DELETE"])
        {
            WireAnswer answer = await shared.Owner.SendAsync(method, $"{ApinizerService.Base}kept/access/", body);
            Assert.True(answer.Status == 400, answer.Body);
            Assert.Equal("bad_request", answer.Json.GetProperty("error").GetString());
        }

        JsonElement list = await ApinizerService.OkAsync(shared.Owner, "GET", $"{ApinizerService.Base}kept/access");
        Assert.Equal(1, list.GetProperty("resultList").GetArrayLength());
    }

    [Fact]
    public async Task Names_with_a_slash_or_beyond_ascii_are_reached()
    {
        await shared.CreateProjectAsync("a/b ü");
        string path = "/apiops/projects/a%2Fb%20%C3%BC/credentials/";
        await ApinizerService.OkAsync(shared.Owner, "POST", path, ApinizerService.Body("dom").Replace("\"username\":\"dom\"", "\"username\":\"dom/äda\"", StringComparison.Ordinal));

        await ApinizerService.OkAsync(shared.Owner, "PATCH", path + "dom%2F%C3%A4da/", """{"password":"AnotherPassword1!"}""");
        Assert.Equal(200, (await shared.ExchangeAsync("dom/äda", "AnotherPassword1!")).Status);
    }

    [Theory]
    [InlineData("GET", "/apiops/nothing/", 404, "not_found")]
    [InlineData("PATCH", ApinizerService.Base, 405, "method_not_allowed")]
    [InlineData("GET", "/apiops/auth/token/", 405, "method_not_allowed")]
    public async Task What_is_not_there_is_told_in_the_vendors_form(string method, string path, int status, string word)
    {
        WireAnswer answer = await shared.Owner.SendAsync(method, path);

        Assert.Equal((status, word), (answer.Status, answer.Json.GetProperty("error").GetString()));
        Assert.Equal(["error", "error_description"], answer.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_told_in_the_vendors_form()
    {
        WireAnswer answer = await shared.Owner.SendAsync("POST", ApinizerService.Base, new ByteArrayContent(Encoding.UTF8.GetBytes(new string(' ', 70_000) + "{}")));

        Assert.Equal((413, "payload_too_large"), (answer.Status, answer.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Spoiled_bodies_are_no_fault_of_the_service()
    {
        await shared.CreateProjectAsync("fuzz");
        const string Base = "/apiops/projects/fuzz/credentials/";
        await shared.CreateAsync("spoiled", path: Base);
        var mutation = new Mutation(20_031);
        for (int i = 0; i < 2_000; i++)
        {
            (string method, string path, string body) = (i % 6) switch
            {
                0 => ("PUT", Base + "spoiled/access/", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"},{"name":"all","type":"API_PROXY_GROUP"}]}"""),
                1 => ("DELETE", Base + "spoiled/access/", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}"""),
                2 => ("PATCH", Base + "spoiled/", """{"password":"SecurePassword123!"}"""),
                3 => ("PUT", Base, ApinizerService.Body("spoiled", ""","roleNameList":["API_USER"],"enabled":true,"ipList":["10.0.0.0/8"],"expireDate":"2024-12-31T23:59:59.000Z" """)),
                4 => ("POST", "/apiops/auth/token/", "grant_type=client_credentials&client_id=spoiled&client_secret="),
                _ => ("POST", Base, ApinizerService.Body($"fuzz{i}", ""","roleNameList":["API_USER"],"enabled":true,"ipList":["10.0.0.0/8"],"expireDate":"2024-12-31T23:59:59.000Z" """)),
            };
            byte[] spoiled = mutation.Of(body);
            using var content = new ByteArrayContent(spoiled);
            content.Headers.Add("Content-Type", i % 6 == 4 ? "application/x-www-form-urlencoded" : "application/json");

            WireAnswer answer = await shared.Owner.SendAsync(method, path, content);

            Assert.True(answer.Status is 200 or 400 or 401 or 404 or 413, $"{i}: {answer.Status} {answer.Body} for {Encoding.UTF8.GetString(spoiled)}");
            Assert.True(answer.Status != 401 || i % 6 == 4, answer.Body);
            Assert.True(answer.Status == 200 || answer.Json.GetProperty("error_description").GetString()!.Length > 0, answer.Body);
        }
    }
}
