using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using PSCredentials.Server.Endpoints.OpenApi;
using PSCredentials.Server.Tests.Service;
using PSCredentials.Server.Tests.Support;

namespace PSCredentials.Server.Tests.OpenApi;

public sealed class DocumentTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    [Fact]
    public async Task TheDocumentIsValid()
    {
        string text = (await DocumentAsync()).ToJsonString();

        ReadResult read = OpenApiModelFactory.Parse(text, OpenApiConstants.Json);

        Assert.Empty(read.Diagnostic!.Errors.Select(error => error.ToString()));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => warning.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.StartsWith("""{"openapi":"3.1.""", text, StringComparison.Ordinal);
        Assert.All(References(JsonNode.Parse(text)!), reference => Assert.NotNull(reference.Split('/').Skip(1).Aggregate(JsonNode.Parse(text), (place, part) => place?[part])));
    }

    [Fact]
    public async Task EveryRouteIsInTheDocument()
    {
        JsonObject paths = (await DocumentAsync())["paths"]!.AsObject();
        RouteEndpoint[] endpoints = [.. fixture.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        Assert.NotEmpty(endpoints);
        foreach (RouteEndpoint endpoint in endpoints)
        {
            JsonNode? path = paths[DocumentDetails.PathOf(endpoint)];
            Assert.True(path is not null, $"{endpoint.RoutePattern.RawText} is not in the document.");
            foreach (string method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                JsonNode? operation = path[method.ToLowerInvariant()];
                Assert.True(operation is not null, $"{method} {endpoint.RoutePattern.RawText} is not in the document.");
                Assert.NotNull(operation["responses"]);
                foreach (string name in endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name))
                {
                    Assert.Contains(operation["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == name && (string?)parameter["in"] == "path");
                }
            }
        }
    }

    [Fact]
    public async Task EveryOperationOfTheServiceSaysWhatItIsTakesAndAnswers()
    {
        JsonObject document = await DocumentAsync();
        foreach ((string path, string method, JsonObject operation) in Operations(document).Where(operation => operation.Path.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            string name = $"{method} {path}";
            Assert.True(operation["tags"] is JsonArray { Count: 1 }, name);
            Assert.True(operation["responses"]!["401"] is not null, name);
            JsonObject success = operation["responses"]!.AsObject().First(answer => answer.Key[0] == '2').Value!.AsObject();
            Assert.True(operation["responses"]!["204"] is not null || success["content"]!["application/json"]!["schema"]!["$ref"] is not null, name);
            Assert.False(string.IsNullOrEmpty((string?)success["description"]), name);
        }

        JsonObject create = document["paths"]!["/v1/api-credentials"]!["post"]!.AsObject();
        Assert.Equal("#/components/schemas/ApiCredentialCreation", (string?)create["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.NotNull(create["responses"]!["201"]);
        Assert.NotNull(create["responses"]!["422"]);
        JsonObject schema = document["components"]!["schemas"]!["ApiCredentialCreation"]!.AsObject();
        Assert.Equal("What to issue.", (string?)schema["properties"]!["type"]!["description"]);
        Assert.Contains("ApiToken", schema["properties"]!["type"]!["enum"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("duration", (string?)schema["properties"]!["lifetime"]!["format"]);
        Assert.Contains(document["paths"]!["/v1/api-credentials"]!["get"]!["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == "expiringBefore");
        Assert.Empty(document["paths"]!["/openapi/v1.json"]!["get"]!["security"]!.AsArray());
        Assert.Equal(["apiKey", "apiToken", "bearer", "clientCertificate"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key).Order());
        Assert.Equal("mutualTLS", (string?)document["components"]!["securitySchemes"]!["clientCertificate"]!["type"]);
    }

    [Fact]
    public async Task ExamplesFitTheirSchemasAndAreAnExampleOfSomething()
    {
        JsonObject document = await DocumentAsync();
        HashSet<string> known = [.. Operations(document).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}")];

        Assert.All(ServiceExamples.All, example => Assert.Contains(example.Key, known));
        foreach (JsonObject content in Operations(document).SelectMany(operation => Contents(document, operation.Operation)))
        {
            if (content["example"] is JsonObject example && content["schema"]?["$ref"] is { } reference)
            {
                JsonNode schema = document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!;
                foreach ((string member, JsonNode? value) in example)
                {
                    Assert.True(schema["properties"]?[member] is not null, $"{reference} has no {member}.");
                }

                Assert.All((schema["required"] as JsonArray ?? []).Select(name => (string)name!), name => Assert.True(example.ContainsKey(name), $"{reference}: {name} is not in the example."));
            }
        }
    }

    [Fact]
    public async Task WhatTheExamplesSendIsAccepted()
    {
        await using RunningService service = await RunningService.StartAsync();
        using HttpClient owner = service.Client("APIToken " + await service.OwnerTokenAsync());
        JsonObject document = await DocumentAsync();
        var made = new Dictionary<string, string> { ["/v1/projects/{project}"] = "orders" };
        int sent = 0;
        foreach ((string operation, OperationExample example) in ServiceExamples.All.Where(example => example.Value.Request is not null))
        {
            (string method, string path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
            string concrete = made.Aggregate(path, (text, one) => text.Replace(one.Key, one.Key[..one.Key.IndexOf('{', StringComparison.Ordinal)] + one.Value, StringComparison.Ordinal));

            Answer answer = await owner.SendAsync(new HttpMethod(method), concrete, example.Request!.ToJsonString());

            Assert.True((int)answer.Status is 200 or 201, $"{operation} answered {answer.Status}: {answer.Text}");
            Assert.NotNull(document["paths"]![path]![method.ToLowerInvariant()]!["requestBody"]!["content"]!["application/json"]!["example"]);
            if (answer.Json.TryGetProperty("id", out JsonElement id))
            {
                made[path.Split("/{", 2)[0] + "/{id}"] = id.GetString()!;
            }

            sent++;
        }

        Assert.True(sent > 15);
    }

    [Fact]
    public async Task ThePageIsReadableWithoutAnythingElse()
    {
        using HttpClient nobody = fixture.Service.Client();

        using HttpResponseMessage response = await nobody.GetAsync("/openapi", TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        string style = page.Split("<style>")[1].Split("</style>")[0];
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", style, StringComparison.Ordinal);
        Assert.Contains("width=device-width", page, StringComparison.Ordinal);
        foreach (string foreign in (string[])["<script", "<link", "<img", " style=", "src=", "onclick", "http-equiv"])
        {
            Assert.DoesNotContain(foreign, page, StringComparison.OrdinalIgnoreCase);
        }

        foreach ((string path, string _, JsonObject operation) in Operations(await DocumentAsync()))
        {
            Assert.Contains($"<code>{WebUtility.HtmlEncode(path)}</code>", page, StringComparison.Ordinal);
            Assert.Contains(WebUtility.HtmlEncode((string?)operation["summary"] ?? string.Empty), page, StringComparison.Ordinal);
        }

        Assert.Contains("curl --cacert ca.pem --header &quot;Authorization: APIToken $TOKEN&quot; --request POST --json", page, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select (path.Key, operation.Key, operation.Value!.AsObject());

    private static IEnumerable<JsonObject> Contents(JsonObject document, JsonObject operation)
    {
        IEnumerable<JsonNode?> holders = [operation["requestBody"], .. operation["responses"]!.AsObject().Select(answer => answer.Value)];
        return holders.OfType<JsonObject>().SelectMany(holder => (holder["content"] as JsonObject ?? []).Select(content => content.Value!.AsObject()));
    }

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject value => value.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : member.Value is null ? [] : References(member.Value)),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => References(item!)),
        _ => [],
    };

    private async Task<JsonObject> DocumentAsync()
    {
        using HttpClient nobody = fixture.Service.Client();
        return JsonNode.Parse((await nobody.ReadAsync("/openapi/v1.json")).Text)!.AsObject();
    }
}
