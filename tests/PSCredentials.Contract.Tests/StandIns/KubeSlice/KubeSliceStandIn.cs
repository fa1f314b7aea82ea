using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.KubeSlice;

/// <summary>KubeSlice Manager as contract 2 describes it.</summary>
internal sealed class KubeSliceStandIn : StandIn
{
    private readonly List<KubeSliceRecord> _keys = [];
    private readonly ConcurrentDictionary<string, (string Key, DateTimeOffset Expires)> _tokens = new();

    public KubeSliceStandIn(TimeProvider? clock = null)
        : base(clock ?? TimeProvider.System)
    {
        OwnerKey = AddKey("standin-owner", "Owner", string.Empty);
    }

    /// <summary>The key of an owner, who may do everything and sees keys whole.</summary>
    public string OwnerKey { get; }

    /// <summary>How long what a key is exchanged for is good.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromSeconds(900);

    /// <summary>What there is.</summary>
    public IReadOnlyList<KubeSliceRecord> Keys => [.. _keys];

    /// <summary>Puts a key there without a request.</summary>
    /// <returns>The key.</returns>
    public string AddKey(string name, string role, string workspace, DateOnly? validity = null)
    {
        string key = Guid.NewGuid().ToString("D");
        _keys.Add(new KubeSliceRecord(key, name, "admin", string.Empty, role, validity ?? DateOnly.FromDateTime(Now.UtcDateTime.AddDays(30)), workspace));
        return key;
    }

    /// <summary>Forgets all that keys were exchanged for, as after a restart with a new signing key.</summary>
    public void ForgetTokens() => _tokens.Clear();

    protected override StandInAnswer Answer(RecordedRequest request)
    {
        if (request is { Method: "POST", Path: "/api/v1/auth" })
        {
            return Exchange(request);
        }

        if (Caller(request) is not { } caller)
        {
            return Error(401, "UNAUTHENTICATED", "Unauthenticated");
        }

        if (caller.IsEnded(Now))
        {
            return Error(401, "UNAUTHENTICATED", "Api Key has expired");
        }

        return (request.Method, request.Path) switch
        {
            ("POST", "/api/v1/api-key") => caller.Role == "Owner" ? Create(request) : Forbidden(),
            ("GET", "/api/v1/api-key/list") => List(request, caller),
            ("DELETE", "/api/v1/api-key") => caller.Role == "Owner" ? Delete(request) : Forbidden(),
            _ => Error(404, "NOT_FOUND", "Not found"),
        };
    }

    private StandInAnswer Exchange(RecordedRequest request)
    {
        CheckFields(request, request.Json, "apiKey");
        if (request.Authorization.Length > 0)
        {
            Violate(request, "an Authorization header where there is no other authentication");
        }

        if (_keys.Find(key => key.ApiKey == request.Json?["apiKey"]?.GetValue<string>()) is not { } key)
        {
            return Error(401, "UNAUTHENTICATED", "Unauthenticated");
        }

        if (key.IsEnded(Now))
        {
            return Error(401, "UNAUTHENTICATED", "Api Key has expired");
        }

        DateTimeOffset expires = Now + TokenLifetime;
        string token = Token(key, expires);
        _tokens[token] = (key.ApiKey, expires);
        return Ok(new JsonObject { ["token"] = token });
    }

    private KubeSliceRecord? Caller(RecordedRequest request)
    {
        const string Scheme = "Bearer ";
        if (!request.Authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            Violate(request, "no Bearer token");
            return null;
        }

        return _tokens.TryGetValue(request.Authorization[Scheme.Length..], out (string Key, DateTimeOffset Expires) token) && token.Expires > Now
            ? _keys.Find(key => key.ApiKey == token.Key)
            : null;
    }

    private StandInAnswer Create(RecordedRequest request)
    {
        JsonObject body = request.Json ?? [];
        CheckFields(request, body, "name", "userName", "description", "role", "validUntil", "validity", "workspaceName");
        string? Text(string field) => body[field]?.GetValue<string>();
        string role = Text("role") ?? string.Empty, workspace = Text("workspaceName") ?? string.Empty;
        if (string.IsNullOrEmpty(Text("name")))
        {
            return Bad("name is required");
        }

        if (role is not ("Owner" or "Editor" or "Viewer"))
        {
            return Bad("role has to be Owner, Editor or Viewer");
        }

        if (role != "Owner" && workspace.Length == 0)
        {
            return Bad("workspaceName is required for Editor and Viewer");
        }

        if (!DateOnly.TryParseExact(Text("validUntil") ?? Text("validity"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly until))
        {
            return Bad("validUntil has to be a date YYYY-MM-DD");
        }

        if (until < DateOnly.FromDateTime(Now.UtcDateTime))
        {
            return Bad("validUntil is in the past");
        }

        var key = new KubeSliceRecord(Guid.NewGuid().ToString("D"), Text("name")!, Text("userName") ?? "admin", Text("description") ?? string.Empty, role, until, workspace);
        _keys.Add(key);
        return Ok(new JsonObject { ["apiKey"] = key.ApiKey });
    }

    private StandInAnswer List(RecordedRequest request, KubeSliceRecord caller)
    {
        string? workspace = request.Parameter("workspace") ?? request.Parameter("workspaceName");
        IEnumerable<KubeSliceRecord> keys = _keys.Where(key => string.IsNullOrEmpty(workspace) || key.Workspace == workspace);
        return Ok(new JsonObject { ["data"] = new JsonArray([.. keys.Select(key => (JsonNode)Item(key, caller.Role == "Owner"))]) });
    }

    private StandInAnswer Delete(RecordedRequest request)
    {
        CheckFields(request, request.Json, "apiKey");
        return _keys.RemoveAll(key => key.ApiKey == request.Json?["apiKey"]?.GetValue<string>()) > 0 ? Ok(null) : Error(404, "NOT_FOUND", "Api Key not found");
    }

    private JsonObject Item(KubeSliceRecord key, bool isWhole) => new()
    {
        ["id"] = Id(key.ApiKey),
        ["apiKey"] = isWhole ? key.ApiKey : "********-****-****-****-********" + key.ApiKey[^4..],
        ["description"] = key.Description,
        ["name"] = key.Name,
        ["role"] = key.Role,
        ["saName"] = key.Role switch
        {
            "Editor" => "kubeslice-rbac-rw-slice-" + key.Workspace,
            "Viewer" => "kubeslice-rbac-ro-slice-" + key.Workspace,
            _ => "kubeslice-rbac-rw-admin",
        },
        ["workspaceName"] = key.Workspace,
        ["tokenTtlSeconds"] = TokenLifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
        ["userName"] = key.UserName,
        ["validity"] = key.Validity.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string Token(KubeSliceRecord key, DateTimeOffset expires)
    {
        static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string claims = new JsonObject { ["sub"] = key.Name, ["role"] = key.Role, ["exp"] = expires.ToUnixTimeSeconds(), ["jti"] = Guid.NewGuid().ToString() }.ToJsonString();
        return $"{Part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Part(claims)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The contract defines the id so.")]
    private static string Id(string key) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(key)));

    private static StandInAnswer Ok(JsonNode? data) =>
        StandInAnswer.Json(200, new JsonObject { ["statusCode"] = 200, ["status"] = "OK", ["message"] = "Success", ["data"] = data });

    private static StandInAnswer Bad(string message) => Error(400, "BAD_PARAMETERS", message);

    private static StandInAnswer Forbidden() => Error(403, "FORBIDDEN", "Not permitted for this role");

    private static StandInAnswer Error(int status, string key, string message) => StandInAnswer.Json(
        status,
        new JsonObject
        {
            ["statusCode"] = status, ["status"] = key, ["message"] = message, ["data"] = null,
            ["error"] = new JsonObject { ["errorKey"] = key, ["message"] = message, ["data"] = null },
        });
}
