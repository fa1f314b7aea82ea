namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The examples of the service's own API. They are about one bakery: what is sent can be sent, in this order.</summary>
internal static class ServiceExamples
{
    private const string Credential =
        """
        "id":"01890a5d-ac96-774b-bcce-b302099a8057","name":"oven-token","namespace":"bakery","type":"ServiceApiToken","state":"Active","owner":"ada",
        "createdAt":"2030-01-01T12:00:00+00:00","modifiedAt":"2030-01-01T12:00:00+00:00","expiresAt":"2030-01-31T12:00:00+00:00"
        """;
    private const string Key =
        """
        "id":"d41d8cd98f00b204e9800998ecf8427e","name":"oven-key","workspace":"bakery","role":"Editor","state":"Active","userName":"admin","validUntil":"2030-01-31",
        "expiresAt":"2030-02-01T00:00:00+00:00","serviceAccountName":"kubeslice-rbac-rw-slice-bakery","tokenLifetime":"PT15M","maskedKey":"********1b11",
        "createdAt":"2030-01-01T12:00:00+00:00","modifiedAt":"2030-01-01T12:00:00+00:00"
        """;
    private const string ProjectCredential =
        """
        "id":"01890a5d-ac96-774b-bcce-b302099a8058","username":"ada","project":"orders","state":"Active","email":"ada@example.com","fullName":"Ada Example",
        "createdAt":"2030-01-01T12:00:00+00:00","modifiedAt":"2030-01-01T12:00:00+00:00","passwordChangedAt":"2030-01-01T12:00:00+00:00"
        """;
    private const string Deployment = """{"success":true,"message":"Deployment completed successfully","environments":[]}""";

    /// <summary>They, by method and path.</summary>
    public static IReadOnlyList<KeyValuePair<string, OperationExample>> All { get; } =
    [
        Of("GET /v1/whoami", null, """{"name":"ada","kind":"User","groups":[],"rights":[{"scopeType":"Namespace","scope":"bakery","role":"Editor"}]}"""),
        Of("PATCH /v1/policy", """{"types":["ApiToken"],"maximumLifetime":"P365D","failureLimit":10}"""),
        Of("POST /v1/clusters", """{"name":"ovens","server":"https://ovens.example.com:6443"}""", """{"name":"ovens","server":"https://ovens.example.com:6443","createdAt":"2030-01-01T12:00:00+00:00"}"""),
        Of(
            "POST /v1/notifications",
            """{"name":"bakers","uri":"https://localhost:9443/ends","signingKey":"a key of sixteen or more characters","thresholds":[7,0],"scopes":["bakery"]}"""),
        Of(
            "POST /v1/api-credentials",
            """{"name":"oven-token","namespace":"bakery","type":"ServiceApiToken","lifetime":"P30D","description":"For the oven.","labels":{"env":"prod"},"namespaceRoles":[{"namespace":"bakery","role":"Viewer"}]}""",
            $$"""{{{Credential}},"secret":{"token":"psc_svc_…"} }"""),
        Of("GET /v1/api-credentials", null, $$"""{"items":[{{{Credential}}}],"total":1}"""),
        Of(
            "GET /v1/api-credentials/removed",
            null,
            $$"""{"items":[{"credential":{{{Credential}}},"removedAt":"2030-01-02T12:00:00+00:00","removedBy":"ada","restorableUntil":"2030-01-09T12:00:00+00:00"}]}"""),
        Of("POST /v1/api-credentials/{id}/restore", null, $$"""{{{Credential}}}"""),
        Of("GET /v1/api-credentials/{id}", null, $$"""{{{Credential}}}"""),
        Of("GET /v1/api-credentials/named", null, $$"""{{{Credential}}}"""),
        Of("GET /v1/api-credentials/values/{property}", null, """{"items":[{"value":"bakery","count":3}]}"""),
        Of("PATCH /v1/api-credentials/{id}", """{"description":"For the new oven.","labels":{"env":"prod"},"ipAddresses":["192.0.2.0/24"]}""", $$"""{{{Credential}}}"""),
        Of("POST /v1/api-credentials/{id}/renew", """{"lifetime":"P60D"}""", $$"""{{{Credential}}}"""),
        Of("POST /v1/api-credentials/{id}/rotate", """{"gracePeriod":"PT1H"}""", $$"""{{{Credential}},"secret":{"token":"psc_svc_…"} }"""),
        Of("POST /v1/api-credentials/{id}/revoke", """{"reason":"Superseded"}""", $$"""{{{Credential}}}"""),
        Of(
            "POST /v1/api-credentials/revoke",
            """{"credentials":[{"name":"oven-token","namespace":"bakery"}],"reason":"Superseded","stopAtRefusal":true}""",
            """{"outcomes":[{"refusal":{"detail":"Credential 'oven-token' was revoked on 2030-01-01 12:00:00 UTC.","errorId":"AlreadyRevoked"}}]}"""),
        Of(
            "POST /v1/api-keys",
            """{"name":"oven-key","workspace":"bakery","role":"Editor","tokenLifetime":"PT15M","labels":{"env":"prod"}}""",
            $$"""{{{Key}},"key":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}"""),
        Of("GET /v1/api-keys", null, $$"""{"items":[{{{Key}}}]}"""),
        Of("GET /v1/api-keys/{id}", null, $$"""{{{Key}}}"""),
        Of("POST /v1/api-keys/{id}/renew", null, $$"""{{{Key}}}"""),
        Of("POST /v1/api-keys/{id}/rotate", """{"gracePeriod":"PT1H"}""", $$"""{{{Key}},"key":"6f1c2d0e-7a0c-4a53-9a0b-0d5a3f9e1b11"}"""),
        Of("POST /v1/projects", """{"name":"orders","description":"The shop's orders."}""", """{"id":"01890a5d-ac96-774b-bcce-b302099a8059","name":"orders","description":"The shop's orders.","credentialCount":0,"createdAt":"2030-01-01T12:00:00+00:00"}"""),
        Of("POST /v1/roles", """{"name":"baker","description":"Bakes."}""", """{"name":"baker","description":"Bakes.","credentialCount":0,"createdAt":"2030-01-01T12:00:00+00:00"}"""),
        Of(
            "POST /v1/projects/{project}/environments",
            """{"name":"test","target":"https://localhost:9443/credentials","signingKey":"a key of sixteen or more characters"}"""),
        Of("POST /v1/projects/{project}/publish", """{"environments":[]}""", Deployment),
        Of(
            "POST /v1/project-credentials",
            """{"project":"orders","username":"ada","email":"ada@example.com","fullName":"Ada Example","ipAddresses":["192.0.2.0/24"]}""",
            $$"""{{{ProjectCredential}},"generatedPassword":"…","deployment":{{Deployment}}}"""),
        Of("GET /v1/project-credentials", null, $$"""{"items":[{{{ProjectCredential}}}]}"""),
        Of("PATCH /v1/project-credentials/{id}", """{"generatePassword":true,"gracePeriod":"PT1H"}""", $$"""{{{ProjectCredential}},"generatedPassword":"…","deployment":{{Deployment}}}"""),
        Of("POST /v1/project-credentials/{id}/access", """{"targets":[{"name":"orders-api"},{"name":"public","type":"ApiProxyGroup"}]}"""),
        Of("POST /v1/rights", """{"principal":"ada","scopeType":"Namespace","scope":"bakery","role":"Editor"}"""),
        Of(
            "GET /v1/events",
            null,
            """{"items":[{"sequence":7,"time":"2030-01-01T12:00:00+00:00","actor":"ada","action":"Create","outcome":"Success","subjectType":"ApiCredential","subjectName":"oven-token","scope":"bakery"}]}"""),
        Of("POST /v1/certificate-authorities", """{"keyAlgorithm":"EcdsaP256"}"""),
        Of("POST /v1/revocation-lists", """{"validity":"P7D"}"""),
        Of("PUT /v1/revocation-address", """{"address":"http://pki.example.com:8080"}""", """{"address":"http://pki.example.com:8080"}"""),
    ];

    private static KeyValuePair<string, OperationExample> Of(string operation, string? request, string? answer = null) => new(operation, OperationExample.Of(request, answer));
}
