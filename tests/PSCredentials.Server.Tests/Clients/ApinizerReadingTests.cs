using PSCredentials.Server.Tests.Support;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What the client of contract 3 sends, and what it makes of answers that differ from our own service's.</summary>
public sealed class ApinizerReadingTests
{
    private const string Base = "/apiops/projects/MyProject/credentials/";
    private const string Documented = """
        {"email":"temporary@example.com","fullName":"Temporary User","description":"Temporary credential with expiration","username":"temp-user","password":null,
        "roleNameList":["API_USER"],"enabled":true,"ipList":["10.0.0.0/8"],"expireDate":"2999-12-31T23:59:59.000Z"}
        """;

    private const string Deployed = """
        {"success":true,"deploymentResult":{"success":true,"message":"Deployment completed successfully","environmentResults":[
        {"environmentName":"staging","success":true,"message":"Deployed successfully"},{"environmentName":"production","success":true,"message":"Deployed successfully"}]}}
        """;

    private static readonly CredentialReference Reference = CredentialReference.ByName("temp-user", "MyProject");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_those_of_the_documented_examples()
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request => new ScriptedAnswer(200, request.Method == "GET" ? List(Documented) : Deployed));
        IProjectCredentialService credentials = Client(vendor).ProjectCredentials;
        ProjectCredential made = await credentials.CreateAsync(
            new ProjectCredentialRequest
            {
                Project = "MyProject", Username = "restricted-user", Password = new SecretText("SecurePassword123!"), Email = "restricted@example.com", FullName = "Restricted User",
                Description = "Credential with IP restrictions", Role = ["API_USER", "DEVELOPER"], IPAddress = ["192.168.1.100", "10.0.0.0/8"],
            },
            Cancellation);
        Assert.Equal(["production", "staging"], made.DeploymentResult!.EnvironmentResults.Select(environment => environment.EnvironmentName));
        AssertSent(
            vendor,
            "POST",
            Base,
            """
            {"email":"restricted@example.com","fullName":"Restricted User","description":"Credential with IP restrictions","username":"restricted-user","password":"SecurePassword123!",
            "roleNameList":["API_USER","DEVELOPER"],"enabled":true,"ipList":["192.168.1.100","10.0.0.0/8"],"expireDate":null}
            """);

        await credentials.ChangeAsync(Reference, new ProjectCredentialChange { Password = new SecretText("NewSecurePassword123!") }, Cancellation);
        AssertSent(vendor, "PATCH", Base + "temp-user/", """{"password":"NewSecurePassword123!"}""");

        await credentials.ChangeAsync(Reference, new ProjectCredentialChange { Password = new SecretText("NewSecurePassword123!"), FullName = "Updated User", IsEnabled = false }, Cancellation);
        AssertSent(
            vendor,
            "PUT",
            Base,
            """
            {"email":"temporary@example.com","fullName":"Updated User","description":"Temporary credential with expiration","username":"temp-user","password":"NewSecurePassword123!",
            "roleNameList":["API_USER"],"enabled":false,"ipList":["10.0.0.0/8"],"expireDate":"2999-12-31T23:59:59.000Z"}
            """);

        AccessTarget[] targets = [new("MyAPI"), new("MyAPIGroup", AccessTargetType.ApiProxyGroup)];
        const string Targets = """{"credentialAccessList":[{"name":"MyAPI","type":"API_PROXY"},{"name":"MyAPIGroup","type":"API_PROXY_GROUP"}]}""";
        await credentials.GrantAccessAsync(Reference, targets, Cancellation);
        AssertSent(vendor, "PUT", Base + "temp-user/access/", Targets);
        await credentials.RevokeAccessAsync(Reference, targets, Cancellation);
        AssertSent(vendor, "DELETE", Base + "temp-user/access/", Targets);
        await credentials.RemoveAsync(Reference, Cancellation);
        AssertSent(vendor, "DELETE", Base + "temp-user/", null);
        Assert.All(vendor.Requests, request => Assert.Equal("Bearer token", request.Authorization));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/apiops")]
    [InlineData("/apiops/")]
    public async Task The_base_is_part_of_the_address_or_is_not(string path)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(200, List(Documented)));
        await vendor.Client(RemoteProvider.Apinizer, "token", path: path).ProjectCredentials.GetAsync(Reference, Cancellation);
        Assert.Equal(Base, Assert.Single(vendor.Requests).Target);
    }

    [Theory]
    [InlineData("\"2999-12-31T23:59:59.000Z\"", "2999-12-31T23:59:59.0000000+00:00")]
    [InlineData("\"2999-12-31T23:59:59.000+0000\"", "2999-12-31T23:59:59.0000000+00:00")]
    [InlineData("\"2999-12-31T23:59:59+03:00\"", "2999-12-31T20:59:59.0000000+00:00")]
    [InlineData("\"2999-12-31T23:59:59\"", "2999-12-31T23:59:59.0000000+00:00")]
    [InlineData("\"2999-12-31\"", "2999-12-31T00:00:00.0000000+00:00")]
    [InlineData("32503679999000", "2999-12-31T23:59:59.0000000+00:00")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public async Task A_date_is_read_in_any_of_its_spellings(string date, string? expected)
    {
        ProjectCredential credential = await OnlyAsync($$"""{"username":"temp-user","expireDate":{{date}}}""");
        Assert.Equal(expected, credential.ExpiresAt?.ToUniversalTime().ToString("O"));
        Assert.Equal((CredentialState.Active, "MyProject", string.Empty, 0), (credential.State, credential.Project, credential.Email, credential.Role.Count));
    }

    [Theory]
    [InlineData("""{"success":true,"resultList":null}""", 0)]
    [InlineData("""{"success":true}""", 0)]
    [InlineData("""{"resultList":[null,{"username":"a","more":{"x":[1]},"roleNameList":[null,"r"],"ipList":null}]}""", 1)]
    public async Task What_is_missing_or_unknown_is_borne_with(string body, int count)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(200, body));
        Assert.Equal(count, await Client(vendor).ProjectCredentials.CountAsync(new ProjectCredentialQuery { Project = ["MyProject"] }, Cancellation));
    }

    [Theory]
    [InlineData(200, """{"success":false,"message":"Something is wrong"}""", "InvalidArgument", "Something is wrong")]
    [InlineData(200, """{"error":"unauthorized_client","error_description":"Invalid token"}""", "AuthenticationRequired", "Invalid token")]
    [InlineData(200, """{"success":false,"error":"not_found","error_description":"Project(MyProject) was not found"}""", "NotFound", "Project(MyProject) was not found")]
    [InlineData(400, """{"error":"bad_request","error_description":"Project(MyProject) was not found or user does not have privilege to access it!"}""", "NotFound", null)]
    [InlineData(400, """{"error":"bad_request","error_description":"Credential (username: temp-user) was not found!"}""", "NotFound", "Credential (username: temp-user) was not found!")]
    [InlineData(400, """{"error":"bad_request"}""", "InvalidArgument", "bad_request")]
    [InlineData(403, """{"error":"access_denied","error_description":"No"}""", "NotAuthorized", "No")]
    [InlineData(500, "oops", "Internal", null)]
    [InlineData(200, "{}", "AnswerNotUnderstood", null)]
    [InlineData(200, "[]", "AnswerNotUnderstood", null)]
    [InlineData(200, """{"success":true,"resultList":[{"username":"a","expireDate":"soon"}]}""", "AnswerNotUnderstood", null)]
    [InlineData(200, """{"success":true,"resultList":[{"user""", "AnswerNotUnderstood", null)]
    public async Task What_is_no_list_is_an_error_with_the_text_that_came(int status, string body, string errorId, string? text)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(status, body));
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Client(vendor).ProjectCredentials.GetAsync(Reference, Cancellation));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Equal(text ?? error.Message, error.Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"success":true,"deploymentResult":{"succ""")]
    public async Task A_change_is_not_done_because_something_answered(string body)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request => new ScriptedAnswer(200, request.Method == "GET" ? List(Documented) : body));
        IProjectCredentialService credentials = Client(vendor).ProjectCredentials;
        await RemoteCalls.FailsAsync(CredentialErrors.AnswerNotUnderstood, () => credentials.RemoveAsync(Reference, Cancellation));
        await RemoteCalls.FailsAsync(CredentialErrors.AnswerNotUnderstood, () => credentials.GrantAccessAsync(Reference, [new("x")], Cancellation));
    }

    [Theory]
    [InlineData("""{"success":true}""", null, null)]
    [InlineData("""{"success":true,"deploymentResult":{"success":true,"environmentResults":[{"environmentName":"e","success":false,"message":"down"}]}}""", false, "e: down")]
    [InlineData("""{"success":true,"deploymentResult":{"success":false,"message":"No privilege","environmentResults":null}}""", false, "")]
    [InlineData("""{"success":true,"deploymentResult":{}}""", true, "")]
    public async Task What_became_of_a_deployment_is_told_as_it_was(string body, bool? success, string? environments)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request => new ScriptedAnswer(200, request.Method == "GET" ? List(Documented) : body));
        DeploymentResult? result = (await Client(vendor).ProjectCredentials.RemoveAsync(Reference, Cancellation)).DeploymentResult;
        Assert.Equal((success, environments), (result?.Success, result is null ? null : string.Join(';', result.EnvironmentResults)));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_credential_that_was_there_and_is_gone_is_removed(int status)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request =>
            request.Method == "GET" ? new ScriptedAnswer(200, List(Documented)) : Error(status, "Credential (username: temp-user) was not found!"));
        ProjectCredential removed = await Client(vendor).ProjectCredentials.RemoveAsync(Reference, Cancellation);
        Assert.Equal(("temp-user", "The credential was gone already; what became of its deployment was not said"), (removed.Username, removed.DeploymentResult!.Message));
    }

    [Fact]
    public async Task A_project_in_which_nothing_may_be_removed_is_no_success()
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request =>
            request.Method == "GET" ? new ScriptedAnswer(200, List(Documented)) : Error(404, "Project(MyProject) was not found or user does not have privilege to access it!"));
        await RemoteCalls.FailsAsync(CredentialErrors.NotFound, () => Client(vendor).ProjectCredentials.RemoveAsync(Reference, Cancellation));
    }

    [Theory]
    [InlineData("MyAPI", true)]
    [InlineData("Other", false)]
    public async Task A_grant_whose_answer_was_lost_is_looked_for(string granted, bool isDone)
    {
        int puts = 0;
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request =>
            request.Method == "GET" ? new ScriptedAnswer(200, List($$"""{"name":"{{granted}}","type":"API_PROXY"}"""))
            : ++puts == 1 ? new ScriptedAnswer(502, "<html>", "text/html")
            : Error(400, "Access already exists"));
        IProjectCredentialService credentials = vendor.Client(RemoteProvider.Apinizer, "token", retries: 1).ProjectCredentials;
        Task<IReadOnlyList<ProjectCredentialAccess>> grant = credentials.GrantAccessAsync(Reference, [new("MyAPI")], Cancellation);
        if (isDone)
        {
            Assert.Equal("MyAPI", Assert.Single(await grant).Name);
        }
        else
        {
            await RemoteCalls.FailsAsync(CredentialErrors.AlreadyExists, () => grant);
        }

        Assert.Equal(2, puts);
    }

    [Fact]
    public async Task A_creation_whose_answer_is_lost_is_not_sent_again()
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(504, "<html>", "text/html"));
        var request = new ProjectCredentialRequest { Project = "MyProject", Username = "u", Email = "u@example.com", FullName = "U" };
        await Assert.ThrowsAsync<CredentialException>(() => vendor.Client(RemoteProvider.Apinizer, "token", retries: 3).ProjectCredentials.CreateAsync(request, Cancellation));
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task Usernames_that_differ_in_case_alone_are_told_apart_by_their_spelling()
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(request =>
            new ScriptedAnswer(200, request.Method == "GET" ? List("""{"username":"Ann"},{"username":"ann"}""") : Deployed));
        IProjectCredentialService credentials = Client(vendor).ProjectCredentials;
        await credentials.RemoveAsync(CredentialReference.ByName("ann", "MyProject"), Cancellation);
        Assert.Equal(Base + "ann/", vendor.Requests[^1].Target);
        await RemoteCalls.FailsAsync(CredentialErrors.AmbiguousName, () => credentials.RemoveAsync(CredentialReference.ByName("ANN", "MyProject"), Cancellation));
    }

    [Theory]
    [InlineData(404, """{"error":"not_found","error_description":"Project(x) was not found"}""", "application/json", null)]
    [InlineData(200, """{"success":true,"resultList":[]}""", "application/json", null)]
    [InlineData(401, """{"error":"unauthorized_client","error_description":"Invalid token"}""", "application/json", "AuthenticationRequired")]
    [InlineData(404, "<html>", "text/html", "AnswerNotUnderstood")]
    [InlineData(302, "", "text/html", "AnswerNotUnderstood")]
    [InlineData(200, "<html>", "text/html", "AnswerNotUnderstood")]
    [InlineData(503, "<html>", "text/html", "ServiceOverloaded")]
    public async Task A_connection_is_checked_with_a_project_that_is_not_there(int status, string body, string type, string? errorId)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(status, body, type));
        Exception? error = await Record.ExceptionAsync(() => Client(vendor).CheckAsync(Cancellation));
        Assert.Equal(errorId, (error as CredentialException)?.ErrorId);
        Assert.Equal(("GET", "/apiops/projects/PSCredentials%20connection%20check/credentials/"), (vendor.Requests[0].Method, vendor.Requests[0].Target));
    }

    private static void AssertSent(ScriptedAuthority vendor, string method, string target, string? body)
    {
        ScriptedRequest request = vendor.Requests[^1];
        Assert.Equal((method, target), (request.Method, request.Target));
        if (body is null)
        {
            Assert.Empty(request.Body);
        }
        else
        {
            WireCalls.AssertJson(body, request.Body);
        }
    }

    private static string List(string items) => $$"""{"success":true,"resultList":[{{items}}]}""";

    private static ScriptedAnswer Error(int status, string text) => new(status, $$"""{"error":"bad_request","error_description":"{{text}}"}""");

    private static RemoteAuthority Client(ScriptedAuthority vendor) => vendor.Client(RemoteProvider.Apinizer, "token");

    private static async Task<ProjectCredential> OnlyAsync(string item)
    {
        await using ScriptedAuthority vendor = await ScriptedAuthority.StartAsync(_ => new ScriptedAnswer(200, List(item)));
        return Assert.Single(await RemoteCalls.ToListAsync(Client(vendor).ProjectCredentials.ListAsync(new ProjectCredentialQuery { Project = ["MyProject"] }, Cancellation)));
    }
}
