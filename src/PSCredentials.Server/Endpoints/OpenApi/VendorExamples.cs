namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The examples of the vendors' contracts, and of the endpoints for servers and proxies.</summary>
internal static class VendorExamples
{
    private const string F5Xc = "/api/web/namespaces/{namespace}";
    private const string Projects = "/apiops/projects/{project}/credentials";
    private const string Status = """{"status":true}""";
    private const string Named = """{"name":"oven-credential","namespace":"system"}""";
    private const string Renewal = """{"name":"oven-credential","namespace":"system","expiration_days":30}""";
    private const string Made = """{"active":true,"data":"psc_api_…","expiration_timestamp":"2030-02-28T12:00:00Z","name":"oven-credential"}""";
    private const string BulkRequest = """{"name_selector":{"names":["oven-credential"]}}""";
    private const string BulkAnswer = """{"credentials_marked_for_deletion":["oven-credential"],"credentials_failed":[],"error_message":""}""";
    private const string Credential =
        """{"email":"ada@example.com","fullName":"Ada Example","description":"","username":"ada","password":"a long enough password","roleNameList":[],"enabled":true,"ipList":[],"expireDate":null}""";
    private const string Deployed =
        """{"success":true,"deploymentResult":{"success":true,"message":"Deployment completed successfully","environmentResults":[{"environmentName":"test","success":true,"message":"Deployed successfully"}]}}""";

    /// <summary>They, by method and path.</summary>
    public static IReadOnlyList<KeyValuePair<string, OperationExample>> All { get; } =
    [
        Of($"POST {F5Xc}/api_credentials", """{"name":"oven-credential","namespace":"system","expiration_days":30,"spec":{"type":"API_TOKEN"}}""", Made),
        Of($"POST {F5Xc}/service_credentials", """{"name":"oven-credential","namespace":"system","expiration_days":30,"namespace_roles":[{"namespace":"bakery","role":"Viewer"}],"api_token":{}}""", Made),
        Of($"POST {F5Xc}/renew/api_credentials", Renewal, Status),
        Of($"POST {F5Xc}/renew/service_credentials", Renewal, Status),
        Of($"POST {F5Xc}/revoke/api_credentials", Named, Status),
        Of($"POST {F5Xc}/revoke/service_credentials", Named, Status),
        Of($"POST {F5Xc}/activate/api_credentials", Named, Status),
        Of($"POST {F5Xc}/activate/service_credentials", Named, Status),
        Of($"POST {F5Xc}/bulk_revoke/api_credentials", BulkRequest, BulkAnswer),
        Of($"POST {F5Xc}/bulk_revoke/service_credentials", BulkRequest, BulkAnswer),
        Of($"POST {F5Xc}/scim_token", """{"namespace":"system","expiration_days":180}""", Made),
        Of($"POST {F5Xc}/revoke/scim_token", """{"namespace":"system"}""", Status),
        Of(
            "POST /api/v1/api-key",
            """{"name":"oven-key","userName":"admin","description":"For the oven.","role":"Editor","validUntil":"2030-02-28","workspaceName":"bakery"}""",
            """{"statusCode":200,"status":"OK","message":"Success","data":{"apiKey":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}}"""),
        Of("DELETE /api/v1/api-key", """{"apiKey":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}""", """{"statusCode":200,"status":"OK","message":"Success","data":null}"""),
        Of(
            "POST /api/v1/auth",
            """{"apiKey":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}""",
            """{"statusCode":200,"status":"OK","message":"Success","data":{"token":"eyJ…"}}"""),
        Of($"POST {Projects}", Credential, Deployed),
        Of($"PUT {Projects}", Credential, Deployed),
        Of($"PATCH {Projects}/{{username}}", """{"password":"another long password"}""", Deployed),
        Of($"DELETE {Projects}/{{username}}", null, Deployed),
        Of($"PUT {Projects}/{{username}}/access", """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}""", Deployed),
        Of(
            "POST /v1/verify",
            """{"token":"psc_api_…","address":"192.0.2.1"}""",
            """{"valid":true,"reason":"Valid","principal":{"name":"ada","kind":"User","groups":[]},"rights":[{"scopeType":"Namespace","scope":"bakery","role":"Editor"}]}"""),
        Of("POST /oauth2/introspect", null, """{"active":true,"client_id":"oven-token","sub":"ada","username":"ada","token_type":"APIToken","exp":1898510400,"iat":1895918400,"jti":"…"}"""),
    ];

    private static KeyValuePair<string, OperationExample> Of(string operation, string? request, string? answer) => new(operation, OperationExample.Of(request, answer));
}
