using System.Text.Json;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What the client of contract 2 makes of answers that differ from our own service's, and of keys whose names need not be unique.</summary>
public sealed class KubeSliceReadingTests
{
    private const string Key = "45338461-ec42-49d2-aef3-ff39099950c5";
    private const string Successor = "06de7aa7-01db-4510-91f6-ba591aad70a9";
    private const string Documented = """
        {"id":"030b514f342dcf5ac94f3f39726c247e","apiKey":"45338461-ec42-49d2-aef3-ff39099950c5","description":"GPR Template Use","name":"API-Token-1","role":"Editor",
        "saName":"kubeslice-rbac-rw-slice-andromeda","workspaceName":"andromeda","tokenTtlSeconds":"900","userName":"Admin","validity":"2999-03-31"}
        """;

    private static readonly CredentialReference Reference = CredentialReference.ByName("API-Token-1", "andromeda");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documented_example_is_read()
    {
        ApiKey key = await OnlyAsync($$$"""{"statusCode":200,"status":"OK","message":"Success","data":{"data":[{{{Documented}}}]}}""");
        var expected = new ApiKey
        {
            Id = "030b514f342dcf5ac94f3f39726c247e", Name = "API-Token-1", Workspace = "andromeda", Role = ApiKeyRole.Editor, State = CredentialState.Active, UserName = "Admin",
            Description = "GPR Template Use", ValidUntil = new DateOnly(2999, 3, 31), ExpiresAt = new DateTimeOffset(2999, 4, 1, 0, 0, 0, TimeSpan.Zero),
            ServiceAccountName = "kubeslice-rbac-rw-slice-andromeda", TokenLifetime = TimeSpan.FromSeconds(900), MaskedKey = "********-****-****-****-********50c5", Authority = "vendor",
        };
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(key));
    }

    [Theory]
    [InlineData("""{"statusCode":200,"data":[ITEM]}""")]
    [InlineData("""{"statusCode":"200","data":{"count":1,"more":{"data":[]},"data":[null,ITEM]}}""")]
    [InlineData("""{"StatusCode":200,"Data":{"DATA":[ITEM]},"error":null}""")]
    public async Task A_list_is_read_in_any_of_its_envelopes(string body) =>
        Assert.Equal("API-Token-1", (await OnlyAsync(body.Replace("ITEM", Documented, StringComparison.Ordinal))).Name);

    [Theory]
    [InlineData("""{"name":"k","role":"Owner","validity":"2999-03-31T10:00:00Z"}""", "2999-03-31")]
    [InlineData("""{"name":"k","role":"Owner","validity":"2999-03-31T23:30:00-02:00"}""", "2999-04-01")]
    [InlineData("""{"name":"k","role":"Owner","validity":"","validUntil":"2999-03-31"}""", "2999-03-31")]
    [InlineData("""{"name":"k","role":"owner","validity":"2999-03-31","tokenTtlSeconds":900,"id":7,"workspaceName":null,"description":null}""", "2999-03-31")]
    [InlineData("""{"name":"k","role":"Owner"}""", "9999-12-31")]
    [InlineData("""{"name":"k","role":"Owner","validity":"9999-12-31"}""", "9999-12-31")]
    public async Task Spellings_of_a_day_and_what_is_missing_are_borne_with(string item, string day)
    {
        ApiKey key = await OnlyAsync($$$"""{"statusCode":200,"data":{"data":[{{{item}}}]}}""");
        Assert.Equal((day, CredentialState.Active, TimeSpan.FromMinutes(15)), (key.ValidUntil.ToString("O"), key.State, key.TokenLifetime));
    }

    [Theory]
    [InlineData("""{"statusCode":200,"data":null}""", 200)]
    [InlineData("""{"statusCode":200,"data":{"data":null}}""", 200)]
    [InlineData("""{"statusCode":404,"message":"No API Keys found","error":{"errorKey":"NOT_FOUND"}}""", 404)]
    [InlineData("""{"statusCode":404,"message":"No API Keys found"}""", 200)]
    public async Task No_keys_are_no_error(string body, int status)
    {
        await using ScriptedAuthority vendor = await StartAsync(_ => new ScriptedAnswer(status, body));
        Assert.Equal(0, await Client(vendor).ApiKeys.CountAsync(new ApiKeyQuery { Workspace = ["andromeda"] }, Cancellation));
    }

    [Theory]
    [InlineData("""{"statusCode":200,"data":{"data":[{"name":"k","role":"King","validity":"2999-01-01"}]}}""", 200, "application/json", "AnswerNotUnderstood")]
    [InlineData("""{"statusCode":200,"data":{"data":[{"name":"k","role":"Owner","validity":"soon"}]}}""", 200, "application/json", "AnswerNotUnderstood")]
    [InlineData("""{"statusCode":200,"data":{"data":[{"name":""", 200, "application/json", "AnswerNotUnderstood")]
    [InlineData("{}", 200, "application/json", "AnswerNotUnderstood")]
    [InlineData("<html>", 200, "text/html", "AnswerNotUnderstood")]
    [InlineData("<html>", 404, "text/html", "NotFound")]
    [InlineData("""{"statusCode":403,"message":"no"}""", 200, "application/json", "NotAuthorized")]
    public async Task What_is_no_list_is_none(string body, int status, string type, string errorId)
    {
        await using ScriptedAuthority vendor = await StartAsync(_ => new ScriptedAnswer(status, body, type));
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Client(vendor).ApiKeys.CountAsync(new ApiKeyQuery(), Cancellation));
        Assert.Equal(errorId, error.ErrorId);
    }

    [Fact]
    public async Task A_whole_key_is_in_no_property_and_no_error()
    {
        await using ScriptedAuthority vendor = await StartAsync(request =>
            request.Method == "GET" ? new ScriptedAnswer(200, List(Documented)) : KubeSliceExchangeClientTests.Error(400, $"key {Key} cannot go"));
        IApiKeyService keys = Client(vendor).ApiKeys;
        var told = new List<string>();
        using IDisposable narration = RequestNarration.Begin(told.Add);
        ApiKey key = Assert.Single(await RemoteCalls.ToListAsync(keys.ListAsync(new ApiKeyQuery(), Cancellation)));
        CredentialException error = await RemoteCalls.FailsAsync(CredentialErrors.InvalidArgument, () => keys.RemoveAsync(Reference, Cancellation));
        Assert.Equal("key ********-****-****-****-********50c5 cannot go", error.Message);
        Assert.DoesNotContain(Key, JsonSerializer.Serialize(key) + string.Join('\n', told), StringComparison.Ordinal);

        // No one knows what a key of another form is: its end alone is shown.
        ApiKey odd = await OnlyAsync(List("""{"name":"odd","role":"Owner","apiKey":"a-key-that-is-no-uuid-and-whole"}"""));
        Assert.Equal("********-****-****-****-********hole", odd.MaskedKey);
    }

    [Theory]
    [InlineData("""{"statusCode":200,"status":"OK","message":"Success","data":null}""", 200, "application/json")]
    [InlineData("null", 200, "application/json")]
    [InlineData("", 200, "text/plain")]
    [InlineData("""{"statusCode":404,"message":"API Key not found"}""", 404, "application/json")]
    public async Task A_key_that_was_there_and_is_gone_is_removed(string body, int status, string type)
    {
        await using ScriptedAuthority vendor = await StartAsync(request => request.Method == "GET" ? new ScriptedAnswer(200, List(Documented)) : new ScriptedAnswer(status, body, type));
        await Client(vendor).ApiKeys.RemoveAsync(Reference, Cancellation);
        Assert.Equal($$"""{"apiKey":"{{Key}}"}""", vendor.Requests[^1].Body);
    }

    [Theory]
    [InlineData("<html>", 200, "AnswerNotUnderstood")]
    [InlineData("<html>", 404, "NotFound")]
    public async Task What_says_nothing_of_the_key_does_not_say_that_it_is_gone(string body, int status, string errorId)
    {
        await using ScriptedAuthority vendor = await StartAsync(request => request.Method == "GET" ? new ScriptedAnswer(200, List(Documented)) : new ScriptedAnswer(status, body, "text/html"));
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Client(vendor).ApiKeys.RemoveAsync(Reference, Cancellation));
        Assert.Equal(errorId, error.ErrorId);
    }

    [Fact]
    public async Task A_key_is_asked_for_in_all_spellings_of_the_contract()
    {
        await using ScriptedAuthority vendor = await StartAsync(_ => new ScriptedAnswer(200, $$$"""{"statusCode":200,"data":{"apiKey":"{{{Key}}}"}}"""));
        IssuedApiKey key = await Client(vendor).ApiKeys.CreateAsync(
            new ApiKeyRequest { Name = "one", Role = ApiKeyRole.Viewer, Workspace = "w", ValidUntil = new DateOnly(2999, 1, 2) }, Cancellation);
        Assert.Equal((Key, ApiKey.IdOf(Key)), (key.GetKey(), key.Id));
        Support.WireCalls.AssertJson(
            """{"name":"one","userName":"admin","description":"","role":"Viewer","validUntil":"2999-01-02","validity":"2999-01-02","workspaceName":"w"}""", vendor.Requests[^1].Body);
        await Client(vendor).ApiKeys.CreateAsync(new ApiKeyRequest { Name = "one", Role = ApiKeyRole.Owner, ValidUntil = new DateOnly(2999, 1, 2) }, Cancellation);
        Assert.DoesNotContain("workspaceName", vendor.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_workspace_is_asked_for_and_all_where_it_seems_to_be_spelled_otherwise()
    {
        await using ScriptedAuthority vendor = await StartAsync(request =>
            new ScriptedAnswer(200, request.Target.Contains('?', StringComparison.Ordinal) ? List(string.Empty) : List(Documented)));
        Assert.Equal(1, await Client(vendor).ApiKeys.CountAsync(new ApiKeyQuery { Workspace = ["Andro`meda"] }, Cancellation));
        Assert.Equal(
            ["/api/v1/api-key/list?workspace=Andromeda&workspaceName=Andromeda", "/api/v1/api-key/list"],
            vendor.Requests.Where(request => request.Method == "GET").Select(request => request.Target));
    }

    [Fact]
    public async Task A_rotation_puts_a_key_in_the_place_of_the_old_one()
    {
        await using ScriptedAuthority vendor = await StartAsync(Rotating(_ => new ScriptedAnswer(200, """{"statusCode":200,"data":null}""")));
        IssuedApiKey key = await Client(vendor).ApiKeys.RotateAsync(Reference, TimeSpan.Zero, null, Cancellation);
        Assert.Equal((Successor, "API-Token-1", "andromeda", new DateOnly(2999, 3, 31)), (key.GetKey(), key.Name, key.Workspace, key.ValidUntil));
        Support.WireCalls.AssertJson(
            """{"name":"API-Token-1","userName":"Admin","description":"GPR Template Use","role":"Editor","validUntil":"2999-03-31","validity":"2999-03-31","workspaceName":"andromeda"}""",
            Assert.Single(vendor.Requests, request => request is { Method: "POST", Target: "/api/v1/api-key" }).Body);
        Assert.Equal($$"""{"apiKey":"{{Key}}"}""", Assert.Single(vendor.Requests, request => request.Method == "DELETE").Body);
    }

    [Fact]
    public async Task A_rotation_that_is_refused_halfway_is_undone()
    {
        await using ScriptedAuthority vendor = await StartAsync(Rotating(request =>
            request.Body.Contains(Key, StringComparison.Ordinal) ? KubeSliceExchangeClientTests.Error(403, "no") : new ScriptedAnswer(200, """{"statusCode":200,"data":null}""")));
        await RemoteCalls.FailsAsync(CredentialErrors.NotAuthorized, () => Client(vendor).ApiKeys.RotateAsync(Reference, TimeSpan.Zero, null, Cancellation));
        Assert.Equal($$"""{"apiKey":"{{Successor}}"}""", vendor.Requests[^1].Body);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_rotation_takes_no_key_away_where_the_old_one_may_be_gone(int status)
    {
        await using ScriptedAuthority vendor = await StartAsync(Rotating(_ => new ScriptedAnswer(status, "<html>", "text/html")));
        CredentialException error = await RemoteCalls.FailsAsync(CredentialErrors.OutcomeUnknown, () => Client(vendor).ApiKeys.RotateAsync(Reference, TimeSpan.Zero, null, Cancellation));
        Assert.Contains(ApiKey.IdOf(Successor), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(vendor.Requests, request => request.Method == "DELETE" && request.Body.Contains(Successor, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rotation_that_has_begun_is_brought_to_its_end()
    {
        using var impatience = new CancellationTokenSource();
        await using ScriptedAuthority vendor = await StartAsync(Rotating(_ =>
        {
            impatience.Cancel();
            return new ScriptedAnswer(200, "null");
        }));
        Assert.Equal(Successor, (await Client(vendor).ApiKeys.RotateAsync(Reference, TimeSpan.Zero, null, impatience.Token)).GetKey());
    }

    [Fact]
    public async Task A_rotation_of_what_has_expired_needs_a_day()
    {
        string expired = Documented.Replace("2999-03-31", "2025-03-31", StringComparison.Ordinal);
        await using ScriptedAuthority vendor = await StartAsync(request => new ScriptedAnswer(
            200, request.Method switch { "GET" => List(expired), "POST" => $$$"""{"statusCode":200,"data":{"apiKey":"{{{Successor}}}"}}""", _ => "null" }));
        IApiKeyService keys = Client(vendor).ApiKeys;
        await RemoteCalls.FailsAsync(CredentialErrors.InvalidArgument, () => keys.RotateAsync(Reference, TimeSpan.Zero, null, Cancellation));
        Assert.Equal(new DateOnly(2999, 1, 1), (await keys.RotateAsync(Reference, TimeSpan.Zero, new DateOnly(2999, 1, 1), Cancellation)).ValidUntil);
    }

    [Fact]
    public async Task A_creation_whose_answer_is_lost_is_not_sent_again()
    {
        await using ScriptedAuthority vendor = await StartAsync(_ => new ScriptedAnswer(502, "<html>", "text/html"));
        var request = new ApiKeyRequest { Name = "one", Role = ApiKeyRole.Owner, ValidUntil = new DateOnly(2999, 1, 2) };
        await Assert.ThrowsAsync<CredentialException>(() => vendor.Client(RemoteProvider.KubeSlice, Key, retries: 3).ApiKeys.CreateAsync(request, Cancellation));
        Assert.Single(vendor.Requests, sent => !KubeSliceExchangeClientTests.IsExchange(sent));
    }

    private static Func<ScriptedRequest, ScriptedAnswer> Rotating(Func<ScriptedRequest, ScriptedAnswer> delete) => request => request.Method switch
    {
        "GET" => new ScriptedAnswer(200, List(Documented)),
        "POST" => new ScriptedAnswer(200, $$$"""{"statusCode":200,"data":{"apiKey":"{{{Successor}}}"}}"""),
        _ => delete(request),
    };

    private static string List(string items) => $$$"""{"statusCode":200,"data":{"data":[{{{items}}}]}}""";

    private static Task<ScriptedAuthority> StartAsync(Func<ScriptedRequest, ScriptedAnswer> script) => ScriptedAuthority.StartAsync(
        request => KubeSliceExchangeClientTests.IsExchange(request) ? KubeSliceExchangeClientTests.Granted(KubeSliceExchangeClientTests.Token(600)) : script(request));

    private static RemoteAuthority Client(ScriptedAuthority vendor) => vendor.Client(RemoteProvider.KubeSlice, Key);

    private static async Task<ApiKey> OnlyAsync(string body)
    {
        await using ScriptedAuthority vendor = await StartAsync(_ => new ScriptedAnswer(200, body));
        return Assert.Single(await RemoteCalls.ToListAsync(Client(vendor).ApiKeys.ListAsync(new ApiKeyQuery(), Cancellation)));
    }
}
