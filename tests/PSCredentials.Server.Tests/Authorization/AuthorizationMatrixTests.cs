using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.Authorization;

/// <summary>Each route asked by each caller in a scope of its own and in a foreign one.</summary>
public sealed class AuthorizationMatrixTests : IAsyncLifetime
{
    private const string Own = "own-scope";
    private const string Foreign = "foreign-scope";

    // An alias of other routes, and what answers wrong methods.
    private static readonly string[] s_aliases = ["/api/v1/{domain}/{environment}/{region}/"];

    private RunningService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync("Limits:RefusalsPerAddress=0");
        foreach (string project in new[] { Own, Foreign })
        {
            await _service.Authority.Projects.CreateProjectAsync(project, string.Empty, Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void EveryRouteIsInTheMatrix()
    {
        IEnumerable<string> mapped =
            from endpoint in _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let pattern = endpoint.RoutePattern.RawText!.TrimEnd('/')
            where !s_aliases.Any(alias => pattern.StartsWith(alias, StringComparison.Ordinal)) && !pattern.StartsWith("/auth/{", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            select $"{method} {pattern}";

        IEnumerable<string> asked = MatrixRoutes.All.Select(route => route.Route.TrimEnd('/'));
        Assert.True(!mapped.Except(asked).Any(), "Not asked:\n" + string.Join('\n', mapped.Except(asked).Order()));
        Assert.True(!asked.Except(mapped).Any(), "Not mapped:\n" + string.Join('\n', asked.Except(mapped).Order()));
    }

    [Fact]
    public async Task EachCallerGetsWhatItMayAndNoMore()
    {
        IReadOnlyList<MatrixCaller> callers = await CallersAsync();
        var wrong = new ConcurrentQueue<string>();
        using HttpClient client = _service.Client();
        foreach (RouteCase route in MatrixRoutes.All)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = route.IsShared ? 1 : 8, CancellationToken = Cancellation };
            await Parallel.ForEachAsync(callers, options, async (caller, _) =>
            {
                foreach (string scope in new[] { Own, Foreign })
                {
                    int status = await AskAsync(client, route, caller, scope);
                    if (Judge(route, caller, scope, status) is { } expected)
                    {
                        wrong.Enqueue($"{route.Route} by {caller.Name} in {scope}: {status}, expected {expected}");
                    }
                }
            });
        }

        Assert.True(wrong.IsEmpty, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Order().Take(60))}");
    }

    // What is refused has one status; what is let in may still meet a state that forbids it, but never a fault.
    private static string? Judge(RouteCase route, MatrixCaller caller, string scope, int status)
    {
        if (status >= 500)
        {
            return "no fault";
        }

        if (route.IsOpen)
        {
            return null;
        }

        if (!caller.IsKnown)
        {
            return status == 401 ? null : "401";
        }

        CredentialPermissions has = route.Scope is { } type ? caller.Permissions(type, scope) : CredentialPermissions.All;
        bool isAllowed = route.Filters || ((has & route.Needs) == route.Needs && (caller.IsUser || !route.IsForUsers));
        int refusal = (has & CredentialPermissions.View) != 0 ? route.Lacking : route.Hidden;
        return isAllowed
            ? status is (>= 200 and < 300) or 409 ? null : "2xx"
            : status == refusal ? null : refusal.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<int> AskAsync(HttpClient client, RouteCase route, MatrixCaller caller, string scope)
    {
        (string path, string? body) = await route.Request(new MatrixScope(_service.Authority, scope));
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (caller.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded");
        }

        using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);
        return (int)answer.StatusCode;
    }

    private async Task<IReadOnlyList<MatrixCaller>> CallersAsync()
    {
        var callers = new List<MatrixCaller>
        {
            Unknown("nobody", null),
            Unknown("nonsense", "APIToken nonsense"),
            Unknown("a token of another authority", "APIToken " + await ForeignTokenAsync()),
            Unknown("an expired token", await EndedAsync("expired", (service, id) => service.RenewAsync(id, Expiry.In(TimeSpan.FromSeconds(1)), Cancellation))),
            Unknown("a revoked token", await EndedAsync("revoked", (service, id) => service.RevokeAsync(id, RevocationReason.Unspecified, Cancellation))),
            Unknown("a disabled token", await EndedAsync("disabled", (service, id) => service.DisableAsync(id, Cancellation))),
            Unknown("a password", "Basic " + Convert.ToBase64String("ada:password"u8)),
            await UserAsync("without rights"),
        };
        foreach (CredentialRightRole role in Enum.GetValues<CredentialRightRole>())
        {
            callers.Add(await UserAsync($"{role} of scopes", [.. Scopes(role).Select(type => new CredentialRight { ScopeType = type, Scope = Own, Role = role })]));
            if (role <= CredentialRightRole.Viewer)
            {
                callers.Add(await UserAsync($"{role} of all", new CredentialRight { Role = role }));
            }
        }

        callers.AddRange([await ServiceAsync(), await KeyAsync(ApiKeyRole.Owner), await KeyAsync(ApiKeyRole.Editor), await KeyAsync(ApiKeyRole.Viewer)]);

        // Until the expired one is.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        return callers;
    }

    private static IEnumerable<CredentialScopeType> Scopes(CredentialRightRole role) =>
        role <= CredentialRightRole.Viewer ? [CredentialScopeType.Namespace, CredentialScopeType.Workspace, CredentialScopeType.Project] : [CredentialScopeType.Project];

    private static MatrixCaller Unknown(string name, string? authorization) => new(name, authorization, false, (_, _) => CredentialPermissions.None);

    private async Task<MatrixCaller> UserAsync(string name, params CredentialRight[] rights) =>
        new(name, "APIToken " + await _service.TokenAsync("user " + name, rights), true, (type, scope) => rights
            .Where(right => right.ScopeType == CredentialScopeType.Authority || (right.ScopeType == type && right.Scope == scope))
            .Aggregate(CredentialPermissions.None, (sum, right) => sum | MatrixCaller.Of(right.Role)));

    private async Task<MatrixCaller> ServiceAsync()
    {
        IssuedApiCredential token = await _service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "service-of-the-matrix", Namespace = Own, Type = CredentialType.ServiceApiToken, NamespaceRole = [new NamespaceRole(Own, "editor")] },
            Cancellation);
        return new MatrixCaller("a service credential", "Bearer " + token.GetToken(), true, (type, scope) =>
            type == CredentialScopeType.Namespace && scope == Own ? MatrixCaller.Of(CredentialRightRole.Editor) : CredentialPermissions.None) { IsUser = false };
    }

    private async Task<MatrixCaller> KeyAsync(ApiKeyRole role)
    {
        IssuedApiKey key = await _service.Authority.ApiKeys.CreateAsync(new ApiKeyRequest { Name = "key-of-" + role, Workspace = Own, Role = role }, Cancellation);
        AccessTokenGrant grant = await _service.Authority.AccessTokens.GrantForApiKeyAsync(key.GetKey(), IPAddress.Loopback, Cancellation);
        return new MatrixCaller($"an API key's JWT, {role}", "Bearer " + grant.Token!.Reveal(), true, (type, scope) =>
            type == CredentialScopeType.Workspace && scope == Own ? MatrixCaller.Of(Enum.Parse<CredentialRightRole>(role.ToString())) : CredentialPermissions.None) { IsUser = false };
    }

    private async Task<string> EndedAsync(string name, Func<IApiCredentialService, CredentialReference, Task> end)
    {
        await _service.TokenAsync("ended", new CredentialRight { Role = CredentialRightRole.Owner });
        IssuedApiCredential token = await _service.Authority.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = "token-that-is-" + name, Type = CredentialType.ApiToken, Owner = "ended" }, Cancellation);
        await end(_service.Authority.ApiCredentials, CredentialReference.ById(token.Id));
        return "APIToken " + token.GetToken();
    }

    private static async Task<string> ForeignTokenAsync()
    {
        await using RunningService other = await RunningService.StartAsync();
        return await other.OwnerTokenAsync();
    }
}
