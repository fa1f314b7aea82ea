using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Apinizer;

/// <summary>Who may do what in a project; a project that is not the caller's looks like one that is not there.</summary>
public sealed class ApinizerRightTests(ApinizerService shared) : IClassFixture<ApinizerService>
{
    private const string Project = "hidden";

    private static readonly (string Method, string Path, string? Body)[] Requests =
    [
        ("POST", "", ApinizerService.Body("new")),
        ("POST", "", "{}"),
        ("GET", "", null),
        ("PUT", "", ApinizerService.Body("nobody")),
        ("DELETE", "nobody/", null),
        ("PUT", "", ApinizerService.Body("hidden-user")),
        ("PATCH", "hidden-user/", """{"password":"AnotherPassword1!"}"""),
        ("DELETE", "hidden-user/", null),
        ("GET", "hidden-user/access/", null),
        ("PUT", "hidden-user/access/", """{"credentialAccessList":[{"name":"a","type":"API_PROXY"}]}"""),
        ("DELETE", "hidden-user/access/", """{"credentialAccessList":[{"name":"a","type":"API_PROXY"}]}"""),
    ];

    [Theory]
    [InlineData(null, false)]
    [InlineData(CredentialRightRole.IdentityDeploy, false)]
    [InlineData(CredentialRightRole.IdentityView, true)]
    public async Task A_project_without_the_right_looks_like_none(CredentialRightRole? role, bool mayRead)
    {
        await using RunningService service = await RunningService.StartAsync();
        await service.Authority.Projects.CreateProjectAsync(Project, string.Empty, CancellationToken.None);
        using HttpClient owner = service.Client("Bearer " + await service.OwnerTokenAsync());
        await ApinizerService.OkAsync(owner, "POST", Base(Project), ApinizerService.Body("hidden-user"));
        CredentialRight[] rights = role is { } one ? [Right(Project, one)] : [];
        using HttpClient caller = service.Client("Bearer " + await service.TokenAsync("caller", rights));
        foreach ((string method, string path, string? body) in Requests)
        {
            WireAnswer there = await caller.SendAsync(method, Base(Project) + path, body);
            if (mayRead && method == "GET")
            {
                Assert.True(there.Status == 200, there.Body);
                continue;
            }

            WireAnswer absent = await caller.SendAsync(method, Base("absent") + path, body);
            ApinizerService.AssertError(there, 404, "not_found", "Project(hidden) was not found or user does not have privilege to access it!");
            Assert.Equal(absent.Body, there.Body.Replace(Project, "absent", StringComparison.Ordinal));
            Assert.Equal(Headers(absent), Headers(there));
        }

        Assert.Equal("hidden-user", (await ApinizerService.GetAsync(owner, "hidden-user", Base(Project))).GetProperty("username").GetString());
    }

    [Fact]
    public async Task Who_manages_without_deploying_saves_and_is_told_why_no_environment_has_heard()
    {
        await shared.CreateProjectAsync("undeployed");
        string file = await shared.CreateEnvironmentAsync("undeployed", "production");
        using HttpClient caller = shared.Service.Client("Bearer " + await shared.Service.TokenAsync("manager", Right("undeployed", CredentialRightRole.IdentityManage)));

        var answer = (await ApinizerService.OkAsync(caller, "POST", Base("undeployed"), ApinizerService.Body("saved"))).GetProperty("deploymentResult");

        Assert.False(answer.GetProperty("success").GetBoolean());
        var result = Assert.Single(answer.GetProperty("environmentResults").EnumerateArray());
        Assert.Equal(("production", false), (result.GetProperty("environmentName").GetString(), result.GetProperty("success").GetBoolean()));
        Assert.NotEqual("Deployed successfully", result.GetProperty("message").GetString());
        Assert.True(!File.Exists(file) || !(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Contains("saved", StringComparison.Ordinal));
        Assert.Equal("saved", (await ApinizerService.GetAsync(caller, "saved", Base("undeployed"))).GetProperty("username").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer psc_api_nothing")]
    [InlineData("Bearer a.b.c")]
    public async Task Who_is_not_known_is_told_so(string? authorization)
    {
        using HttpClient client = shared.Service.Client(authorization);

        ApinizerService.AssertError(await client.SendAsync("GET", ApinizerService.Base), 401, "unauthorized_client", "Invalid token");
    }

    [Fact]
    public async Task A_password_of_a_project_manages_nothing()
    {
        await shared.CreateAsync("only-user");
        string token = (await shared.ExchangeAsync("only-user", ApinizerService.Password)).Json.GetProperty("access_token").GetString()!;
        using HttpClient client = shared.Service.Client("Bearer " + token);

        ApinizerService.AssertError(
            await client.SendAsync("GET", ApinizerService.Base), 404, "not_found", "Project(MyProject) was not found or user does not have privilege to access it!");
    }

    private static string Base(string project) => $"/apiops/projects/{project}/credentials/";

    private static CredentialRight Right(string project, CredentialRightRole role) => new() { ScopeType = CredentialScopeType.Project, Scope = project, Role = role };

    private static string[] Headers(WireAnswer answer) =>
        [.. answer.Message.Headers.Concat(answer.Message.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order()];
}
