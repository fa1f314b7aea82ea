using static PSCredentials.CredentialPermissions;
using static PSCredentials.CredentialScopeType;

namespace PSCredentials.Server.Tests.Authorization;

/// <summary>Every route of the service, with what it takes.</summary>
internal static class MatrixRoutes
{
    private const string F5 = "/api/web/namespaces/{namespace}";
    private const string Apinizer = "/apiops/projects/{project}/credentials";

    public static IReadOnlyList<RouteCase> All { get; } = [.. Open(), .. AnyCaller(), .. ApiCredentials(), .. ApiKeys(), .. ProjectCredentials(), .. Projects(), .. WholeAuthority(), .. F5Xc(), .. KubeSlice(), .. ApinizerRoutes()];

    private static IEnumerable<RouteCase> Open() =>
    [
        Anybody("GET /crl/{file}", "/crl/nothing.crl"),
        Anybody("POST /ocsp", "/ocsp", "x"),
        Anybody("GET /ocsp/{**request}", "/ocsp/AAAA"),
        Anybody("GET /ca/{file}", "/ca/nothing.cer"),
        Anybody("GET /.well-known/jwks.json", "/.well-known/jwks.json"),
        Anybody("POST /api/v1/auth", "/api/v1/auth", """{"apiKey":"00000000-0000-4000-8000-000000000000"}"""),
        Anybody("POST /apiops/auth/token", "/apiops/auth/token", "grant_type=client_credentials&client_id=nobody&client_secret=nothing"),
        Anybody("POST /auth/token", "/auth/token", "grant_type=client_credentials&client_id=nobody&client_secret=nothing"),
        Anybody("GET /health/live", "/health/live"),
        Anybody("GET /health/ready", "/health/ready"),
        Anybody("GET /openapi/v1.json", "/openapi/v1.json"),
        Anybody("GET /openapi/", "/openapi/"),
    ];

    private static IEnumerable<RouteCase> AnyCaller() =>
    [
        Caller("POST /v1/verify", "/v1/verify", """{"token":"nothing"}"""),
        Caller("POST /oauth2/introspect", "/oauth2/introspect", "token=nothing"),
        Caller("GET /v1/whoami", "/v1/whoami"),
        Caller("GET /v1/authority", "/v1/authority"),
        Caller("GET /v1/policy", "/v1/policy"),
        Caller("GET /v1/revocation-address", "/v1/revocation-address"),
        new("GET /v1/revocation-lists/{issuer}", null, None, async scope => ($"/v1/revocation-lists/{await scope.IssuerAsync()}", null)),
        Caller("GET /v1/certificate-authorities", "/v1/certificate-authorities"),
        Caller("GET /api/web/custom/namespaces/{namespace}/whoami", "/api/web/custom/namespaces/system/whoami"),
        Caller("GET /v1/clusters", "/v1/clusters"),
        Caller("GET /v1/roles", "/v1/roles"),
        Caller("GET /v1/rights", "/v1/rights"),
    ];

    private static IEnumerable<RouteCase> ApiCredentials() =>
    [
        new("POST /v1/api-credentials", Namespace, Manage, scope => Fixed(
            "/v1/api-credentials", $$"""{"name":"{{MatrixScope.NewName()}}","namespace":"{{scope.Name}}","type":"ApiToken"}""")) { Hidden = 403, IsForUsers = true },
        List("GET /v1/api-credentials", Namespace, "/v1/api-credentials"),
        List("GET /v1/api-credentials/removed", Namespace, "/v1/api-credentials/removed"),
        new("POST /v1/api-credentials/{id}/restore", Namespace, Manage, async scope => (Path("POST /v1/api-credentials/{id}/restore", (await scope.RemovedCredentialAsync()).Id), null)),
        List("GET /v1/api-credentials/values/{property}", Namespace, "/v1/api-credentials/values/Owner"),
        new("GET /v1/api-credentials/named", Namespace, View, async scope => ($"/v1/api-credentials/named?name={(await scope.CredentialAsync()).Name}&namespace={scope.Name}", null)),
        new("POST /v1/api-credentials/revoke", Namespace, Manage, async scope => (
            "/v1/api-credentials/revoke", $$"""{"credentials":[{"id":"{{(await scope.CredentialAsync()).Id}}"}]}""")) { Hidden = 200 },
        OfCredential("GET /v1/api-credentials/{id}", View),
        OfCredential("PATCH /v1/api-credentials/{id}", Manage, """{"description":"x"}"""),
        OfCredential("DELETE /v1/api-credentials/{id}", Manage),
        OfCredential("POST /v1/api-credentials/{id}/renew", Manage, "{}"),
        OfCredential("POST /v1/api-credentials/{id}/rotate", Manage, "{}"),
        OfCredential("POST /v1/api-credentials/{id}/disable", Manage, null),
        OfCredential("POST /v1/api-credentials/{id}/enable", Manage, null),
        OfCredential("POST /v1/api-credentials/{id}/revoke", Manage, "{}"),
    ];

    private static IEnumerable<RouteCase> ApiKeys() =>
    [
        new("POST /v1/api-keys", Workspace, Manage, scope => Fixed(
            "/v1/api-keys", $$"""{"name":"{{MatrixScope.NewName()}}","workspace":"{{scope.Name}}","role":"Viewer"}""")) { Hidden = 403 },
        List("GET /v1/api-keys", Workspace, "/v1/api-keys"),
        List("POST /v1/api-keys/reveal", Workspace, "/v1/api-keys/reveal"),
        List("GET /v1/api-keys/removed", Workspace, "/v1/api-keys/removed"),
        new("POST /v1/api-keys/{id}/restore", Workspace, Manage, async scope => (Path("POST /v1/api-keys/{id}/restore", (await scope.RemovedKeyAsync()).Id), null)),
        List("GET /v1/api-keys/values/{property}", Workspace, "/v1/api-keys/values/UserName"),
        new("GET /v1/api-keys/named", Workspace, View, async scope => ($"/v1/api-keys/named?name={(await scope.KeyAsync()).Name}&workspace={scope.Name}", null)),
        OfKey("GET /v1/api-keys/{id}", View),
        OfKey("DELETE /v1/api-keys/{id}", Manage),
        OfKey("POST /v1/api-keys/{id}/reveal", Administer | View, null),
        OfKey("POST /v1/api-keys/{id}/renew", Manage, "{}"),
        OfKey("POST /v1/api-keys/{id}/rotate", Manage, "{}"),
        OfKey("POST /v1/api-keys/{id}/disable", Manage, null),
        OfKey("POST /v1/api-keys/{id}/enable", Manage, null),
    ];

    private static IEnumerable<RouteCase> ProjectCredentials() =>
    [
        new("POST /v1/project-credentials", Project, Manage | View, scope => Fixed("/v1/project-credentials", Person(scope, "project"))),
        List("GET /v1/project-credentials", Project, "/v1/project-credentials"),
        List("GET /v1/project-credentials/removed", Project, "/v1/project-credentials/removed"),
        new("POST /v1/project-credentials/{id}/restore", Project, Manage | View, async scope =>
            (Path("POST /v1/project-credentials/{id}/restore", (await scope.RemovedPersonAsync()).Id), null)),
        List("GET /v1/project-credentials/values/{property}", Project, "/v1/project-credentials/values/Email"),
        new("GET /v1/project-credentials/named", Project, View, async scope => ($"/v1/project-credentials/named?username={(await scope.PersonAsync()).Username}&project={scope.Name}", null)),
        OfPerson("GET /v1/project-credentials/{id}", View),
        OfPerson("PATCH /v1/project-credentials/{id}", Manage | View, """{"description":"x"}"""),
        OfPerson("DELETE /v1/project-credentials/{id}", Manage | View),
        OfPerson("GET /v1/project-credentials/{id}/access", View),
        OfPerson("POST /v1/project-credentials/{id}/access", Manage | View, """{"targets":[{"name":"orders"}]}"""),
        OfPerson("DELETE /v1/project-credentials/{id}/access", Manage | View),
    ];

    private static IEnumerable<RouteCase> Projects() =>
    [
        List("GET /v1/projects", Project, "/v1/projects"),
        List("GET /v1/environments", Project, "/v1/environments"),
        List("GET /v1/deployments", Project, "/v1/deployments"),
        Whole("POST /v1/projects", Manage, _ => Fixed("/v1/projects", $$"""{"name":"{{MatrixScope.NewName()}}"}""")),
        new("GET /v1/projects/{project}", Project, View, scope => Fixed($"/v1/projects/{scope.Name}", null)),
        new("POST /v1/projects/{project}/publish", Project, Deploy | View, scope => Fixed($"/v1/projects/{scope.Name}/publish", "{}")),
        new("POST /v1/projects/{project}/environments", Project, Administer | View, scope => Fixed(
            $"/v1/projects/{scope.Name}/environments", $$"""{"name":"{{MatrixScope.NewName()}}","target":"http://127.0.0.1:9/","signingKey":"sixteen characters"}""")),
        new("DELETE /v1/projects/{project}/environments/{environment}", Project, Administer | View, async scope =>
            ($"/v1/projects/{scope.Name}/environments/{await scope.EnvironmentAsync()}?force=true", null)),
        new("DELETE /v1/projects/{project}", CredentialScopeType.Authority, CredentialPermissions.All, async scope => ($"/v1/projects/{await scope.ProjectAsync()}", null)),
        Whole("POST /v1/roles", Manage, _ => Fixed("/v1/roles", $$"""{"name":"{{MatrixScope.NewName()}}"}""")),
        Whole("DELETE /v1/roles/{role}", Manage, async scope => ($"/v1/roles/{await scope.RoleAsync()}", null)),
    ];

    private static IEnumerable<RouteCase> WholeAuthority() =>
    [
        Whole("PATCH /v1/policy", CredentialPermissions.All, _ => Fixed("/v1/policy", """{"failureLimit":10}""")),
        Whole("POST /v1/clusters", Manage, _ => Fixed("/v1/clusters", $$"""{"name":"{{MatrixScope.NewName()}}","server":"https://k8s.example"}""")),
        Whole("DELETE /v1/clusters/{cluster}", Manage, async scope => ($"/v1/clusters/{await scope.ClusterAsync()}", null)),
        Whole("POST /v1/certificate-authorities", CredentialPermissions.All, _ => Fixed("/v1/certificate-authorities", """{"replaces":"00"}""")),
        Whole("POST /v1/certificate-authorities/destroy-ended-keys", CredentialPermissions.All, _ => Fixed("/v1/certificate-authorities/destroy-ended-keys", null)),
        Whole("POST /v1/revocation-lists", Manage, _ => Fixed("/v1/revocation-lists", "{}")),
        Whole("PUT /v1/revocation-address", CredentialPermissions.All, _ => Fixed("/v1/revocation-address", "{}")),
        Whole("GET /v1/notifications", CredentialPermissions.All, _ => Fixed("/v1/notifications", null)),
        Whole("POST /v1/notifications", CredentialPermissions.All, _ => Fixed(
            "/v1/notifications", $$"""{"name":"{{MatrixScope.NewName()}}","uri":"http://127.0.0.1:9/","signingKey":"sixteen characters"}""")),
        Whole("POST /v1/notifications/send", CredentialPermissions.All, _ => Fixed("/v1/notifications/send", null)),
        Whole("DELETE /v1/notifications/{notification}", CredentialPermissions.All, async scope => ($"/v1/notifications/{await scope.NotificationAsync()}", null)),
        Whole("GET /v1/events", View, _ => Fixed("/v1/events?limit=1", null)),
        new("POST /v1/rights", Namespace, Administer | View, scope => Fixed(
            "/v1/rights", $$"""{"principal":"{{MatrixScope.NewName()}}","scopeType":"Namespace","scope":"{{scope.Name}}","role":"Viewer"}""")) { Hidden = 403 },
        new("DELETE /v1/rights", Namespace, Administer | View, async scope =>
            ($"/v1/rights?principal={(await scope.RightAsync()).Principal}&scopeType=Namespace&scope={scope.Name}&role=Viewer", null)) { Hidden = 403 },
    ];

    private static IEnumerable<RouteCase> F5Xc() =>
    [
        new($"POST {F5}/api_credentials", Namespace, Manage, scope => Fixed(
            $"/api/web/namespaces/{scope.Name}/api_credentials", $$$"""{"name":"{{{MatrixScope.NewName()}}}","namespace":"{{{scope.Name}}}","spec":{"type":"API_TOKEN"}}""")) { Hidden = 403, IsForUsers = true },
        List($"GET {F5}/api_credentials", Namespace, "/api/web/namespaces/{0}/api_credentials"),
        Named($"GET {F5}/api_credentials/{{name}}", View, CredentialType.ApiToken, "api_credentials/{1}"),
        Named($"POST {F5}/renew/api_credentials", Manage, CredentialType.ApiToken, "renew/api_credentials", NamedBody),
        Named($"POST {F5}/revoke/api_credentials", Manage, CredentialType.ApiToken, "revoke/api_credentials", NamedBody),
        Named($"POST {F5}/activate/api_credentials", Manage, CredentialType.ApiToken, "activate/api_credentials", NamedBody),
        Named($"POST {F5}/bulk_revoke/api_credentials", Manage, CredentialType.ApiToken, "bulk_revoke/api_credentials", """{"name_selector":{"names":["{1}"]}}""") with { Hidden = 200 },
        new($"POST {F5}/service_credentials", Namespace, Manage, scope => Fixed(
            $"/api/web/namespaces/{scope.Name}/service_credentials", $$$"""{"name":"{{{MatrixScope.NewName()}}}","namespace":"{{{scope.Name}}}","api_token":{}}""")) { Hidden = 403 },
        List($"GET {F5}/service_credentials", Namespace, "/api/web/namespaces/{0}/service_credentials"),
        Named($"GET {F5}/service_credentials/{{name}}", View, CredentialType.ServiceApiToken, "service_credentials/{1}"),
        Named($"PUT {F5}/service_credentials/{{name}}", Manage, CredentialType.ServiceApiToken, "service_credentials/{1}", NamedBody),
        Named($"POST {F5}/renew/service_credentials", Manage, CredentialType.ServiceApiToken, "renew/service_credentials", NamedBody),
        Named($"POST {F5}/revoke/service_credentials", Manage, CredentialType.ServiceApiToken, "revoke/service_credentials", NamedBody),
        Named($"POST {F5}/activate/service_credentials", Manage, CredentialType.ServiceApiToken, "activate/service_credentials", NamedBody),
        Named($"POST {F5}/bulk_revoke/service_credentials", Manage, CredentialType.ServiceApiToken, "bulk_revoke/service_credentials", """{"name_selector":{"names":["{1}"]}}""") with { Hidden = 200 },
        new($"POST {F5}/scim_token", Namespace, Manage, scope => Fixed($"/api/web/namespaces/{scope.Name}/scim_token", $$"""{"namespace":"{{scope.Name}}"}""")) { Hidden = 403 },
        Named($"GET {F5}/scim_token", View, CredentialType.ScimApiToken, "scim_token"),
        Named($"POST {F5}/revoke/scim_token", Manage, CredentialType.ScimApiToken, "revoke/scim_token", """{"namespace":"{0}"}"""),
    ];

    private static IEnumerable<RouteCase> KubeSlice() =>
    [
        new("POST /api/v1/api-key", Workspace, Manage, scope => Fixed(
            "/api/v1/api-key", $$"""{"name":"{{MatrixScope.NewName()}}","role":"Viewer","validUntil":"{{Tomorrow()}}","workspaceName":"{{scope.Name}}"}""")) { Hidden = 403 },
        List("GET /api/v1/api-key/list", Workspace, "/api/v1/api-key/list?workspace={0}"),
        new("DELETE /api/v1/api-key", Workspace, Manage, async scope => ("/api/v1/api-key", $$"""{"apiKey":"{{(await scope.KeyAsync()).GetKey()}}"}""")),
    ];

    // Contract 3 tells a project that may not be seen, and one in which a permission is lacking, alike.
    private static IEnumerable<RouteCase> ApinizerRoutes() =>
    [
        new RouteCase($"POST {Apinizer}/", Project, Manage | View, scope => Fixed($"/apiops/projects/{scope.Name}/credentials/", Person(scope, "x"))) { Lacking = 404 },
        new RouteCase($"PUT {Apinizer}/", Project, Manage | View, async scope =>
            ($"/apiops/projects/{scope.Name}/credentials/", $$"""{"username":"{{(await scope.PersonAsync()).Username}}","email":"a@example.com","fullName":"Ada"}""")) { Lacking = 404 },
        new RouteCase($"GET {Apinizer}/", Project, View, scope => Fixed($"/apiops/projects/{scope.Name}/credentials/", null)) { Lacking = 404 },
        OfUser($"PATCH {Apinizer}/{{username}}/", Manage | View, "/", """{"password":"another long password"}"""),
        OfUser($"DELETE {Apinizer}/{{username}}/", Manage | View, "/", null),
        OfUser($"GET {Apinizer}/{{username}}/access/", View, "/access/", null),
        OfUser($"PUT {Apinizer}/{{username}}/access/", Manage | View, "/access/", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}"""),
        OfUser($"DELETE {Apinizer}/{{username}}/access/", Manage | View, "/access/", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}"""),
    ];

    private const string NamedBody = """{"name":"{1}","namespace":"{0}"}""";

    private static string Tomorrow() => TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Person(MatrixScope scope, string projectField) =>
        $$"""{"{{projectField}}":"{{scope.Name}}","username":"{{MatrixScope.NewName()}}","email":"a@example.com","fullName":"Ada","password":"a long enough password"}""";

    private static Task<(string, string?)> Fixed(string path, string? body) => Task.FromResult((path, body));

    private static RouteCase Anybody(string route, string path, string? body = null) => new(route, null, None, _ => Fixed(path, body)) { IsOpen = true };

    private static RouteCase Caller(string route, string path, string? body = null) => new(route, null, None, _ => Fixed(path, body));

    private static RouteCase List(string route, CredentialScopeType type, string path) =>
        new(route, type, View, scope => Fixed(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, scope.Name), null)) { Filters = true };

    private static RouteCase Whole(string route, CredentialPermissions needs, Func<MatrixScope, Task<(string, string?)>> request) =>
        new(route, CredentialScopeType.Authority, needs, request) { Hidden = 403 };

    private static RouteCase OfCredential(string route, CredentialPermissions needs, string? body = null) =>
        new(route, Namespace, needs, async scope => (Path(route, (await scope.CredentialAsync()).Id), body));

    private static RouteCase OfKey(string route, CredentialPermissions needs, string? body = null) =>
        new(route, Workspace, needs, async scope => (Path(route, (await scope.KeyAsync()).Id), body));

    private static RouteCase OfPerson(string route, CredentialPermissions needs, string? body = null) =>
        new(route, Project, needs, async scope => (Path(route, (await scope.PersonAsync()).Id), body));

    private static RouteCase OfUser(string route, CredentialPermissions needs, string end, string? body) => new(route, Project, needs, async scope =>
        ($"/apiops/projects/{scope.Name}/credentials/{(await scope.PersonAsync()).Username}{end}", body)) { Lacking = 404 };

    private static RouteCase Named(string route, CredentialPermissions needs, CredentialType type, string path, string? body = null) => new(route, Namespace, needs, async scope =>
    {
        string name = (await scope.CredentialAsync(type)).Name;
        string Fill(string text) => text.Replace("{0}", scope.Name, StringComparison.Ordinal).Replace("{1}", name, StringComparison.Ordinal);
        return ($"/api/web/namespaces/{scope.Name}/{Fill(path)}", body is null ? null : Fill(body));
    });

    private static string Path(string route, string id) => route[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("{id}", id, StringComparison.Ordinal);
}
