using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What the vendor does and our own service does not.</summary>
public sealed class F5XcVendorTests : IAsyncLifetime
{
    private const string Base = "/api/web/namespaces/system/";
    private const string Item = """{"uid":"u-1","name":"nightly-abcdefgh","type":"API_TOKEN","active":true,"expiry_timestamp":"2099-01-01T00:00:00Z","namespace":"system"}""";

    private ScriptedVendor _vendor = null!;
    private ICredentialAuthority _authority = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IApiCredentialService Remote => _authority.ApiCredentials;

    public async ValueTask InitializeAsync()
    {
        _vendor = await ScriptedVendor.StartAsync();
        _authority = _vendor.Client(RemoteProvider.F5Xc, retries: 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _authority.DisposeAsync();
        await _vendor.DisposeAsync();
    }

    [Fact]
    public async Task TheAnswersNameIsTheCredentialsNameAndNoFailureKeepsTheSecretBack()
    {
        Creates("nightly-abcdefgh");
        _vendor.On($"GET {Base}api_credentials/nightly-abcdefgh", "down", 500, "text/plain");

        IssuedApiCredential issued = await Remote.CreateAsync(Token() with { Expiry = Expiry.In(TimeSpan.FromDays(3)) }, Cancellation);

        Assert.Equal(("nightly-abcdefgh", "a-secret", "system", CredentialState.Active), (issued.Name, issued.GetToken(), issued.Namespace, issued.State));
        Assert.Equal(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), issued.ExpiresAt);
        Assert.Equal(Sorted("""{"name":"nightly","expiration_days":3,"spec":{"type":"API_TOKEN"},"namespace":"system"}"""), Sorted(_vendor.Requests[0].Body));
    }

    [Fact]
    public async Task NorDoesACancellation()
    {
        Creates("nightly-abcdefgh");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _vendor.On($"GET {Base}api_credentials/nightly-abcdefgh", async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        IssuedApiCredential issued = await Remote.CreateAsync(Token(), stop.Token);

        Assert.Equal("a-secret", issued.GetToken());
    }

    [Fact]
    public async Task ACreationWithoutDataNamesWhatHasToBeRevoked()
    {
        _vendor.On($"POST {Base}api_credentials", """{"name":"nightly-abcdefgh"}""");

        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Remote.CreateAsync(Token(), Cancellation));

        Assert.Equal("AnswerNotUnderstood", error.ErrorId);
        Assert.Contains("nightly-abcdefgh", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACreationIsNotSentTwiceWhereTheFirstMayHaveBeenDone()
    {
        _vendor.On($"POST {Base}api_credentials", Reset);

        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Remote.CreateAsync(Token(), Cancellation));

        Assert.Equal(("OutcomeUnknown", 1), (error.ErrorId, _vendor.Count($"POST {Base}api_credentials")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AToggleIsSentOnceAndReadWhereItsAnswerIsLost(bool isDone)
    {
        bool isActive = true;
        _vendor.On($"GET {Base}api_credentials/nightly-abcdefgh", context => ObjectAsync(context, isActive));
        _vendor.On($"POST {Base}activate/api_credentials", context =>
        {
            isActive = !isDone;
            return Reset(context);
        });

        Task<ApiCredential> disabling = Remote.DisableAsync(CredentialReference.ByName("nightly-abcdefgh"), Cancellation);

        if (isDone)
        {
            Assert.Equal(CredentialState.Disabled, (await disabling).State);
        }
        else
        {
            Assert.Equal("OutcomeUnknown", (await Assert.ThrowsAsync<CredentialException>(() => disabling)).ErrorId);
        }

        Assert.Equal(1, _vendor.Count($"POST {Base}activate/api_credentials"));
    }

    [Fact]
    public async Task ARevocationWhoseAnswerIsLostIsFoundDone()
    {
        int asked = 0;
        _vendor.On($"GET {Base}api_credentials/nightly-abcdefgh", context => ObjectAsync(context, true));
        _vendor.On($"POST {Base}revoke/api_credentials", context => asked++ == 0 ? Reset(context) : AnswerAsync(context, 404, """{"message":"gone"}"""));

        ApiCredential revoked = await Remote.RevokeAsync(CredentialReference.ByName("nightly-abcdefgh"), RevocationReason.Unspecified, Cancellation);

        Assert.Equal(CredentialState.Revoked, revoked.State);
        await Remote.RemoveAsync(CredentialReference.ByName("nightly-abcdefgh"), Cancellation);
    }

    [Fact]
    public async Task ABulkRevocationHasPatienceAndFindsWhatItDidBefore()
    {
        string[] names = [.. Enumerable.Range(0, 450).Select(i => $"token-{i:000}-abcdefgh")];
        _vendor.On($"GET {Base}api_credentials", $$"""{"items":[{{string.Join(',', names.Select(name => Item.Replace("nightly-abcdefgh", name, StringComparison.Ordinal).Replace("u-1", name, StringComparison.Ordinal)))}}]}""");
        _vendor.On($"GET {Base}service_credentials", "{}");
        int asked = 0;
        var sizes = new List<int>();
        _vendor.On($"POST {Base}bulk_revoke/api_credentials", async context =>
        {
            using JsonDocument body = JsonDocument.Parse(_vendor.Requests[^1].Body);
            string[] given = [.. body.RootElement.GetProperty("name_selector").GetProperty("names").EnumerateArray().Select(name => name.GetString()!)];
            switch (asked++)
            {
                case 0:
                    context.Response.Headers.RetryAfter = "0";
                    await AnswerAsync(context, 429, """{"code":8,"message":"slow down"}""");
                    break;
                case 1:
                    await Reset(context);
                    break;
                default:
                    sizes.Add(given.Length);
                    await AnswerAsync(context, 200, sizes.Count == 1
                        ? $$"""{"credentialsFailed":{{JsonSerializer.Serialize(given)}},"errorMessage":"gone"}"""
                        : $$"""{"credentials_marked_for_deletion":{{JsonSerializer.Serialize(given)}}}""");
                    break;
            }
        });
        _vendor.On($"POST {Base}revoke/api_credentials", """{"message":"is marked for deletion"}""", 409);

        IReadOnlyList<RevocationOutcome> outcomes = await Remote.RevokeAllAsync(
            [.. names.Select(name => CredentialReference.ByName(name))], RevocationReason.Unspecified, false, Cancellation);

        Assert.Equal([200, 200, 50], sizes);
        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
    }

    [Fact]
    public async Task ABulkRevocationThatIsStoppedHasDoneWholeBatches()
    {
        string[] names = [.. Enumerable.Range(0, 450).Select(i => $"token-{i:000}-abcdefgh")];
        _vendor.On($"GET {Base}api_credentials", $$"""{"items":[{{string.Join(',', names.Select(name => Item.Replace("nightly-abcdefgh", name, StringComparison.Ordinal).Replace("u-1", name, StringComparison.Ordinal)))}}]}""");
        _vendor.On($"GET {Base}service_credentials", "{}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _vendor.On($"POST {Base}bulk_revoke/api_credentials", async context =>
        {
            using JsonDocument body = JsonDocument.Parse(_vendor.Requests[^1].Body);
            await AnswerAsync(context, 200, $$"""{"credentials_marked_for_deletion":{{body.RootElement.GetProperty("name_selector").GetProperty("names").GetRawText()}}}""");
            await context.Response.CompleteAsync();
            await stop.CancelAsync();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Remote.RevokeAllAsync(
            [.. names.Select(name => CredentialReference.ByName(name))], RevocationReason.Unspecified, false, stop.Token));

        Assert.Equal(1, _vendor.Count($"POST {Base}bulk_revoke/api_credentials"));
    }

    [Fact]
    public async Task AFailureIsToldOfAllThatComeAfterIt()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"token-{i:000}-abcdefgh")];
        _vendor.On($"GET {Base}api_credentials", $$"""{"items":[{{string.Join(',', names.Select(name => Item.Replace("nightly-abcdefgh", name, StringComparison.Ordinal).Replace("u-1", name, StringComparison.Ordinal)))}}]}""");
        _vendor.On($"GET {Base}service_credentials", "{}");
        int asked = 0;
        _vendor.On($"POST {Base}bulk_revoke/api_credentials", context => asked++ == 0
            ? AnswerAsync(context, 200, $$"""{"credentials_marked_for_deletion":{{JsonSerializer.Serialize(names[..200])}}}""")
            : AnswerAsync(context, 500, """{"message":"broken"}"""));
        CredentialReference[] references = [.. names.Select(name => CredentialReference.ByName(name))];

        IReadOnlyList<RevocationOutcome> outcomes = await Remote.RevokeAllAsync(references, RevocationReason.Unspecified, false, Cancellation);

        Assert.Equal(references, outcomes.Select(outcome => outcome.Reference));
        Assert.All(outcomes.Take(200), outcome => Assert.NotNull(outcome.Credential));
        Assert.All(outcomes.Skip(200), outcome => Assert.Equal("broken", outcome.Refusal!.Message));
        asked = 1;
        Assert.Equal("broken", (await Assert.ThrowsAsync<CredentialException>(() => Remote.RevokeAllAsync(references, RevocationReason.Unspecified, false, Cancellation))).Message);
    }

    [Fact]
    public async Task ASuccessorIsAskedForUnderTheNameWithoutTheVendorsSuffix()
    {
        Creates("nightly-zyxwvuts");
        _vendor.On($"GET {Base}api_credentials/nightly-abcdefgh", context => ObjectAsync(context, true));
        _vendor.On($"POST {Base}revoke/api_credentials", """{"status":true}""");

        IssuedApiCredential issued = await Remote.RotateAsync(CredentialReference.ByName("nightly-abcdefgh"), new RotationRequest(), Cancellation);

        Assert.Equal(("nightly-zyxwvuts", "a-secret"), (issued.Name, issued.GetToken()));
        using JsonDocument body = JsonDocument.Parse(_vendor.Requests.Single(made => made.Request == $"POST {Base}api_credentials").Body);
        Assert.Equal("nightly", body.RootElement.GetProperty("name").GetString());
        Assert.Contains("nightly-abcdefgh", _vendor.Requests.Single(made => made.Request == $"POST {Base}revoke/api_credentials").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASuccessorIsTakenBackWhereTheOldOneCannotBeEnded()
    {
        Creates("nightly-zyxwvuts");
        _vendor.On($"GET {Base}api_credentials/nightly-abcdefgh", context => ObjectAsync(context, true));
        _vendor.On($"POST {Base}revoke/api_credentials", context => _vendor.Requests[^1].Body.Contains("zyxwvuts", StringComparison.Ordinal)
            ? AnswerAsync(context, 200, """{"status":true}""")
            : AnswerAsync(context, 403, """{"message":"not yours"}"""));

        CredentialException error = await Assert.ThrowsAsync<CredentialException>(
            () => Remote.RotateAsync(CredentialReference.ByName("nightly-abcdefgh"), new RotationRequest(), Cancellation));

        Assert.Equal("NotAuthorized", error.ErrorId);
        Assert.Contains("not yours", error.Message, StringComparison.Ordinal);
        Assert.Contains("'nightly-zyxwvuts' is revoked again", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, 200, "AuthenticationRequired")]
    [InlineData(403, 200, null)]
    [InlineData(404, 200, null)]
    [InlineData(403, 403, null)]
    [InlineData(404, 401, "AuthenticationRequired")]
    [InlineData(404, 404, "AnswerNotUnderstood")]
    [InlineData(302, 200, "AnswerNotUnderstood")]
    [InlineData(200, 200, "AnswerNotUnderstood")]
    public async Task WhoIsPresentedIsKnownAtOnce(int whoAmI, int list, string? errorId)
    {
        _vendor.On("GET /api/web/custom/namespaces/system/whoami", "<html>sign in</html>", whoAmI, "text/html");
        _vendor.On($"GET {Base}api_credentials", """{"items":[]}""", list);
        var provider = new RemoteAuthorityProvider();

        if (errorId is null)
        {
            await (await provider.ConnectAsync(_vendor.Options(RemoteProvider.F5Xc), Cancellation)).DisposeAsync();
        }
        else
        {
            Assert.Equal(errorId, (await Assert.ThrowsAsync<CredentialException>(() => provider.ConnectAsync(_vendor.Options(RemoteProvider.F5Xc), Cancellation))).ErrorId);
        }
    }

    private static ApiCredentialRequest Token() => new() { Name = "nightly", Type = CredentialType.ApiToken };

    private static string Sorted(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return string.Join(',', document.RootElement.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => property.ToString()));
    }

    private static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    private static Task ObjectAsync(HttpContext context, bool isActive) => AnswerAsync(
        context,
        200,
        $$$"""
        {"object":{"metadata":{"name":"nightly-abcdefgh","namespace":"system"},"system_metadata":{"uid":"u-1","revision":"12","creator_id":"ada@example.com"},
        "spec":{"gc_spec":{"type":"API_TOKEN","active":{{{(isActive ? "true" : "false")}}},"expiration_timestamp":"2099-01-01T00:00:00.123456789Z","digest":"da39a3ee5e6b4b0d3255bfef95601890afd80709"} }
        } }
        """);

    private void Creates(string name) => _vendor.On(
        $"POST {Base}api_credentials", $$"""{"active":true,"data":"a-secret","expiration_timestamp":"2099-01-01T00:00:00Z","name":"{{name}}"}""");
}
