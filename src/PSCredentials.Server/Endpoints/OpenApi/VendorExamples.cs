namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>What the operations of the vendors' contracts do, and those for servers and proxies, with the contracts' examples.</summary>
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
    private const string Access = """{"credentialAccessList":[{"name":"orders","type":"API_PROXY"}]}""";
    private const string Listed =
        """{"items":[{"uid":"01890a5d-ac96-774b-bcce-b302099a8057","name":"oven-credential","type":"API_TOKEN","user_email":"ada","create_timestamp":"2030-01-01T12:00:00Z","expiry_timestamp":"2030-02-28T12:00:00Z","active":true,"namespace":"system"}]}""";
    private const string Deployed =
        """{"success":true,"deploymentResult":{"success":true,"message":"Deployment completed successfully","environmentResults":[{"environmentName":"test","success":true,"message":"Deployed successfully"}]}}""";

    /// <summary>They, by method and path.</summary>
    public static IReadOnlyList<KeyValuePair<string, OperationExample>> All { get; } =
    [
        Of($"POST {F5Xc}/api_credentials", "Issues an API credential.", """{"name":"oven-credential","namespace":"system","expiration_days":30,"spec":{"type":"API_TOKEN"}}""", Made),
        Of($"GET {F5Xc}/api_credentials", "Lists API credentials.", null, Listed),
        Of($"GET {F5Xc}/api_credentials/{{name}}", "Reads an API credential."),
        Of(
            $"POST {F5Xc}/service_credentials",
            "Issues a service credential.",
            """{"name":"oven-credential","namespace":"system","expiration_days":30,"namespace_roles":[{"namespace":"bakery","role":"Viewer"}],"api_token":{}}""",
            Made),
        Of($"GET {F5Xc}/service_credentials", "Lists service credentials.", null, Listed),
        Of($"GET {F5Xc}/service_credentials/{{name}}", "Reads a service credential."),
        Of(
            $"PUT {F5Xc}/service_credentials/{{name}}",
            "Replaces the roles and groups of a service credential.",
            """{"name":"oven-credential","namespace":"system","namespace_access":{"namespace_role_map":{"bakery":{"names":["Viewer"]}}},"user_group_names":[]}""",
            """{"active":true,"expiration_timestamp":"2030-02-28T12:00:00Z","name":"oven-credential"}"""),
        Of($"POST {F5Xc}/renew/api_credentials", "Moves the expiry of a token.", Renewal, Status),
        Of($"POST {F5Xc}/renew/service_credentials", "Moves the expiry of a token.", Renewal, Status),
        Of($"POST {F5Xc}/revoke/api_credentials", "Ends a credential for good.", Named, Status),
        Of($"POST {F5Xc}/revoke/service_credentials", "Ends a credential for good.", Named, Status),
        Of($"POST {F5Xc}/activate/api_credentials", "Switches a credential off, or on again.", Named, Status),
        Of($"POST {F5Xc}/activate/service_credentials", "Switches a credential off, or on again.", Named, Status),
        Of($"POST {F5Xc}/bulk_revoke/api_credentials", "Ends many credentials for good.", BulkRequest, BulkAnswer),
        Of($"POST {F5Xc}/bulk_revoke/service_credentials", "Ends many credentials for good.", BulkRequest, BulkAnswer),
        Of($"POST {F5Xc}/scim_token", "Makes the SCIM token anew.", """{"namespace":"system","expiration_days":180}""", Made),
        Of($"GET {F5Xc}/scim_token", "Reads the SCIM token's facts."),
        Of($"POST {F5Xc}/revoke/scim_token", "Ends the SCIM token for good.", """{"namespace":"system"}""", Status),
        Of("GET /api/web/custom/namespaces/{namespace}/whoami", "Says who the presented credential is."),
        Of(
            "POST /api/v1/api-key",
            "Issues an API key.",
            """{"name":"oven-key","userName":"admin","description":"For the oven.","role":"Editor","validUntil":"2030-02-28","workspaceName":"bakery"}""",
            """{"statusCode":200,"status":"OK","message":"Success","data":{"apiKey":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}}"""),
        Of("GET /api/v1/api-key/list", "Lists API keys."),
        Of(
            "DELETE /api/v1/api-key",
            "Deletes an API key.",
            """{"apiKey":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}""",
            """{"statusCode":200,"status":"OK","message":"Success","data":null}"""),
        Of(
            "POST /api/v1/auth",
            "Exchanges an API key for an access token.",
            """{"apiKey":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}""",
            """{"statusCode":200,"status":"OK","message":"Success","data":{"token":"eyJ…"}}"""),
        Of($"POST {Projects}", "Makes a credential and deploys it.", Credential, Deployed),
        Of($"GET {Projects}", "Lists the credentials of a project."),
        Of($"PUT {Projects}", "Replaces a credential and deploys it.", Credential, Deployed),
        Of($"PATCH {Projects}/{{username}}", "Changes a password and deploys it.", """{"password":"another long password"}""", Deployed),
        Of($"DELETE {Projects}/{{username}}", "Deletes a credential and takes it out of every environment.", null, Deployed),
        Of($"GET {Projects}/{{username}}/access", "Lists what a credential may use."),
        Of($"PUT {Projects}/{{username}}/access", "Grants access.", Access, Deployed),
        Of($"DELETE {Projects}/{{username}}/access", "Takes access away.", Access, Deployed),
        Of("POST /apiops/auth/token", "Exchanges a credential for an access token.", null, """{"access_token":"eyJ…","token_type":"Bearer","expires_in":900}"""),
        Of(
            "POST /v1/verify",
            "Decides whether what was presented to a server is good.",
            """{"token":"psc_api_…","address":"192.0.2.1"}""",
            """{"valid":true,"reason":"Valid","principal":{"name":"ada","kind":"User","groups":[]},"rights":[{"scopeType":"Namespace","scope":"bakery","role":"Editor"}]}"""),
        Of(
            "POST /oauth2/introspect",
            "Says whether a token is active (RFC 7662). The body is a form with the field token.",
            null,
            """{"active":true,"client_id":"oven-token","sub":"ada","username":"ada","token_type":"APIToken","exp":1898510400,"iat":1895918400,"jti":"01890a5d-ac96-774b-bcce-b302099a8057"}"""),
        Of("GET /auth/{path}", "Decides for a proxy whether a request may pass; every method is answered alike."),
        Of("GET /health/live", "Says whether the service runs."),
        Of("GET /health/ready", "Says whether the service can do its work."),
        Of("GET /.well-known/jwks.json", "The keys that access tokens are signed by (RFC 7517)."),
        Of("GET /crl/{file}", "The revocation list of a certificate authority, DER (RFC 5280): its key identifier and .crl or .delta.crl."),
        Of("POST /ocsp", "Answers a status request, DER (RFC 6960)."),
        Of("GET /ocsp/{request}", "Answers a status request in base64 (RFC 6960, A.1)."),
        Of("GET /ca/{file}", "The certificate of a certificate authority, DER: its key identifier and .cer."),
    ];

    private static KeyValuePair<string, OperationExample> Of(string operation, string summary, string? request = null, string? answer = null) =>
        new(operation, OperationExample.Of(request, answer) with { Summary = summary });
}
