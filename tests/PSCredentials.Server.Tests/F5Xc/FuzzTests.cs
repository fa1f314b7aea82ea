using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>Bodies that were valid before something happened to them are answered, or refused in the shape of the contract; nothing is a fault of the service.</summary>
public sealed class FuzzTests(F5XcService service) : IClassFixture<F5XcService>
{
    private const int Count = 2000;
    private const int Seed = 20261123;

    private static readonly (string Method, string Path, string Body)[] s_valid =
    [
        ("POST", "api_credentials", """{"expiration_days":1,"name":"example","namespace":"fuzzed-space","spec":{"password":"example-password","type":"API_CERTIFICATE","virtual_k8s_name":"example","virtual_k8s_namespace":"example"}}"""),
        ("POST", "api_credentials", """{"expirationDays":"30","name":"kube-example","spec":{"type":1,"virtualK8sName":"vk8s-product-app1","virtualK8sNamespace":"app"}}"""),
        ("POST", "service_credentials", """{"name":"service-example","expiration_days":1,"api_token":{},"namespace_roles":[{"namespace":"fuzzed-space","role":"Viewer"}],"user_group_names":["one","two"]}"""),
        ("POST", "service_credentials", """{"name":"service-certificate","api_certificate":{"password":"example-password"}}"""),
        ("POST", "service_credentials", """{"name":"service-kubeconfig","vk8s_kubeconfig":{"vk8s_cluster_name":"vk8s-product-app1","vk8s_namespace":"app"}}"""),
        ("PUT", "service_credentials/service-example", """{"name":"service-example","namespace_access":{"namespace_role_map":{"fuzzed-space":{"names":["Viewer","Editor"]}}},"user_group_names":["one"]}"""),
        ("POST", "renew/api_credentials", """{"expiration_days":1,"name":"example","namespace":"fuzzed-space"}"""),
        ("POST", "activate/service_credentials", """{"name":"service-example","namespace":"fuzzed-space"}"""),
        ("POST", "revoke/api_credentials", """{"name":"example","namespace":"fuzzed-space"}"""),
        ("POST", "bulk_revoke/service_credentials", """{"name_selector":{"names":["service-example","another-example"]}}"""),
        ("POST", "bulk_revoke/api_credentials", """{"expired_selector":{"credential_type":"API_TOKEN"}}"""),
        ("POST", "scim_token", """{"expiration_days":180,"namespace":"fuzzed-space"}"""),
        ("POST", "revoke/scim_token", """{"namespace":"fuzzed-space"}"""),
    ];

    private static readonly string[] s_values =
    [
        "null", "0", "-1", "1e999", "9223372036854775808", "0.1", "true", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"*\"", "\"\\u202e\"", "[]", "{}", "[null]", "[[[[]]]]",
        "\"😀\"", "[{}]", "{\"names\":null}", "{\"\":null}",
    ];

    [Fact]
    public async Task NothingIsAFault()
    {
        var random = new Random(Seed);
        (string Method, string Path, byte[] Body)[] requests = [.. Enumerable.Range(0, Count).Select(_ => Mutated(random))];
        using HttpClient client = service.Running.Client("APIToken " + service.OwnerToken);
        int[] statuses = new int[Count];
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (i, cancellation) =>
        {
            (string method, string path, byte[] body) = requests[i];
            using var request = new HttpRequestMessage(new HttpMethod(method), "/api/web/namespaces/fuzzed-space/" + path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await client.SendAsync(request, cancellation);
            string text = await answer.Content.ReadAsStringAsync(cancellation);
            string about = $"seed {Seed}, request {i}, {method} {path} {Encoding.UTF8.GetString(body)} was answered {(int)answer.StatusCode} {text}";
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict, about);
            Assert.True(answer.IsSuccessStatusCode != JsonElement.Parse(text).TryGetProperty("code", out _), about);
            statuses[i] = (int)answer.StatusCode;
        });

        // The mutations reach behind the parser as well.
        Assert.All([200, 400, 404, 409], status => Assert.Contains(status, statuses));
    }

    private static (string Method, string Path, byte[] Body) Mutated(Random random)
    {
        (string method, string path, string body) = s_valid[random.Next(s_valid.Length)];
        string name = $"fuzzed-{random.Next(400)}";
        body = random.Next(2) == 0 ? body.Replace("example\"", name + "\"", StringComparison.Ordinal) : body;
        return (method, path, random.Next(7) switch
        {
            0 => Encoding.UTF8.GetBytes(WithOtherValue(body, random)),
            1 => Encoding.UTF8.GetBytes(WithOtherValue(WithOtherValue(body, random), random)),
            2 => Encoding.UTF8.GetBytes(body[..random.Next(body.Length)]),
            3 => Encoding.UTF8.GetBytes(body.Insert(random.Next(body.Length), s_values[random.Next(s_values.Length)])),
            4 => Encoding.UTF8.GetBytes(body.Remove(random.Next(body.Length - 3), 1 + random.Next(3))),
            5 => Encoding.UTF8.GetBytes(body + body[random.Next(body.Length)..]),
            _ => WithOtherBytes(Encoding.UTF8.GetBytes(body), random),
        });
    }

    // Another value after one of the colons.
    private static string WithOtherValue(string body, Random random)
    {
        int[] colons = [.. Enumerable.Range(0, body.Length).Where(i => body[i] == ':')];
        if (colons.Length == 0)
        {
            return body;
        }

        int start = colons[random.Next(colons.Length)] + 1;
        int end = start;
        while (end < body.Length && body[end] is not (',' or '}' or ']'))
        {
            end++;
        }

        return body[..start] + s_values[random.Next(s_values.Length)] + body[end..];
    }

    private static byte[] WithOtherBytes(byte[] body, Random random)
    {
        for (int i = random.Next(4); i >= 0; i--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return body;
    }
}
