using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.F5Xc;

/// <summary>F5 Distributed Cloud as contract 1 and the vendor's OpenAPI data describe it.</summary>
internal sealed partial class F5XcStandIn : StandIn
{
    private const int LongestLifetimeDays = 730;
    private const int MostNames = 200;
    private static readonly string[] Services = ["SERVICE_API_TOKEN", "SERVICE_API_CERTIFICATE", "SERVICE_KUBE_CONFIG", "SERVICE_SITE_GLOBAL_KUBE_CONFIG"];

    private readonly List<F5XcRecord> _records = [];
    private readonly F5XcSecrets _secrets;
    private readonly Dictionary<string, string> _users = [];
    private readonly HashSet<string> _powerless = [];
    private int _tooMany;
    private int _until429;

    public F5XcStandIn(TimeProvider? clock = null)
        : base(clock ?? TimeProvider.System)
    {
        _secrets = new F5XcSecrets(Now);
        Token = AddUser("admin@standin.example");
    }

    /// <summary>The token of a user who may do everything.</summary>
    public string Token { get; }

    public F5XcSpelling Spelling { get; set; } = new();

    /// <summary>Whether names get a dash and eight characters of chance, as the vendor gives them to keep them apart.</summary>
    public bool SuffixesNames { get; set; } = true;

    /// <summary>Whether bundles are encrypted as they were twenty years ago.</summary>
    public bool LegacyBundles { get; set; }

    /// <summary>After how many requests the next is refused with 429; 0 for never.</summary>
    public int RequestsPerBurst { get; set; }

    /// <summary>What <c>Retry-After</c> says then.</summary>
    public string? RetryAfter { get; set; } = "1";

    /// <summary>Names that bulk revocation shall say it failed for.</summary>
    public HashSet<string> StubbornNames { get; } = [];

    /// <summary>What there is, the revoked among it.</summary>
    public IReadOnlyList<F5XcRecord> Records => [.. _records];

    /// <summary>How many requests were refused with 429.</summary>
    public int Refused => _tooMany;

    /// <summary>Lets somebody in.</summary>
    /// <returns>The token.</returns>
    public string AddUser(string email, bool isPowerless = false)
    {
        string token = F5XcSecrets.NewToken();
        _users[token] = email;
        if (isPowerless)
        {
            _powerless.Add(email);
        }

        return token;
    }

    /// <summary>Puts tokens there without a request.</summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Seed(int count, string prefix = "seeded")
    {
        int first = _records.Count;
        for (int i = 0; i < count; i++)
        {
            _records.Add(new F5XcRecord
            {
                Uid = Guid.NewGuid().ToString(),
                Name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i:00000}"),
                Type = "API_TOKEN",
                Email = "admin@standin.example",
                Created = Now,
                Expires = Now.AddDays(30),
                Token = F5XcSecrets.NewToken(),
            });
        }

        return [.. _records.Skip(first).Select(record => record.Name)];
    }

    protected override StandInAnswer Answer(RecordedRequest request)
    {
        if (RequestsPerBurst > 0 && ++_until429 > RequestsPerBurst)
        {
            _until429 = 0;
            _tooMany++;
            return F5XcAnswers.Error(429, "request rate exceeded") with { RetryAfter = RetryAfter };
        }

        if (Caller(request) is not { } caller)
        {
            return F5XcAnswers.Error(401, "user is not authenticated");
        }

        int at = Enumerable.Range(0, request.Segments.Length).FirstOrDefault(i => request.Segments.Skip(i).Take(2).SequenceEqual(["api", "web"]), -1);
        string[] path = at < 0 ? [] : [.. request.Segments.Skip(at + 2)];
        if (path is ["custom", "namespaces", _, "whoami"] && request.Method == "GET")
        {
            return Ok(new JsonObject { ["email"] = caller, ["name"] = caller, ["tenant"] = "standin", ["namespace"] = path[2] });
        }

        if (path is not ["namespaces", var scope, ..])
        {
            return F5XcAnswers.Error(404, "no such path");
        }

        if (_powerless.Contains(caller))
        {
            return F5XcAnswers.Error(403, $"user {caller} does not have permission");
        }

        if (request.Method is "POST" or "PUT" && request.Json is null)
        {
            return F5XcAnswers.Error(400, "body is not a JSON object");
        }

        if (request.Json?["namespace"]?.GetValue<string>() is { } named && named != scope)
        {
            return F5XcAnswers.Error(400, $"namespace {named} is not that of the path");
        }

        return (request.Method, path[2..]) switch
        {
            ("POST", ["api_credentials"]) => CreateOwn(request, caller),
            ("POST", ["service_credentials"]) => CreateService(request, caller),
            ("GET", ["api_credentials"]) => List(scope, isService: false),
            ("GET", ["service_credentials"]) => List(scope, isService: true),
            ("GET", ["api_credentials", var name]) => Find(name, isService: false) is { } own ? Ok(F5XcAnswers.Object(own, scope, Spelling)) : Unknown(name),
            ("GET", ["service_credentials", var name]) => Find(name, isService: true) is { } service ? Ok(F5XcAnswers.Item(service, scope, Spelling)) : Unknown(name),
            ("PUT", ["service_credentials", var name]) => Replace(request, name),
            ("POST", ["renew", "api_credentials" or "service_credentials"]) => Renew(request, path[3] == "service_credentials"),
            ("POST", ["revoke", "api_credentials" or "service_credentials"]) => Change(request, path[3] == "service_credentials", record => record.IsRevoked = true),
            ("POST", ["activate", "api_credentials" or "service_credentials"]) => Change(request, path[3] == "service_credentials", record => record.Active = !record.Active),
            ("POST", ["bulk_revoke", "api_credentials" or "service_credentials"]) => BulkRevoke(request, path[3] == "service_credentials"),
            ("GET", ["scim_token"]) => Scim() is { } token ? Ok(F5XcAnswers.Object(token, scope, Spelling)) : F5XcAnswers.Error(404, "no SCIM token"),
            ("POST", ["scim_token"]) => RecreateScim(request, caller),
            ("POST", ["revoke", "scim_token"]) => RevokeScim(request),
            _ => F5XcAnswers.Error(404, "no such path"),
        };
    }

    private string? Caller(RecordedRequest request)
    {
        if (request.Authorization.StartsWith("APIToken ", StringComparison.Ordinal))
        {
            string token = request.Authorization["APIToken ".Length..];
            return _users.GetValueOrDefault(token) ?? _records.FirstOrDefault(record => record.Token == token && record.Type != "SCIM_API_TOKEN" && InForce(record))?.Email;
        }

        if (request.Authorization.Length > 0)
        {
            Violate(request, "an Authorization header that is not spelled APIToken");
        }

        return request.CertificateSerialNumber is { } serial ? _records.FirstOrDefault(record => record.CertificateSerialNumber == serial && InForce(record))?.Email : null;
    }

    private bool InForce(F5XcRecord record) => record is { IsRevoked: false, Active: true } && record.Expires > Now;

    private F5XcRecord? Find(string name, bool isService) => _records.Find(record => record.Name == name && record.IsService == isService && !record.IsRevoked);

    private F5XcRecord? Scim() => _records.FindLast(record => record.Type == "SCIM_API_TOKEN" && !record.IsRevoked);

    private StandInAnswer List(string scope, bool isService) =>
        Ok(new JsonObject
        {
            ["items"] = new JsonArray([.. _records.Where(record => record.IsService == isService && !record.IsRevoked && record.Type != "SCIM_API_TOKEN").Select(record => (JsonNode)F5XcAnswers.Item(record, scope, Spelling))]),
        });

    private StandInAnswer Renew(RecordedRequest request, bool isService)
    {
        CheckFields(request, request.Json, "name", "namespace", "expiration_days");
        string name = Text(request.Json, "name") ?? string.Empty;
        if (_records.Find(record => record.Name == name && record.IsService == isService) is not { } record)
        {
            return Unknown(name);
        }

        if (record.Token is null)
        {
            return F5XcAnswers.Error(400, $"renewal is only supported for {(isService ? "SERVICE_API_TOKEN" : "API_TOKEN")}");
        }

        if (record.IsRevoked)
        {
            return F5XcAnswers.Error(409, $"credential {name} is revoked");
        }

        if (Days(request.Json!, 90) is not { } days)
        {
            return F5XcAnswers.Error(400, $"expiration_days has to be 1 to {LongestLifetimeDays}");
        }

        record.Expires = Now.AddDays(days);
        return Ok(new JsonObject { ["status"] = true });
    }

    private StandInAnswer Change(RecordedRequest request, bool isService, Action<F5XcRecord> change)
    {
        CheckFields(request, request.Json, "name", "namespace");
        string name = Text(request.Json, "name") ?? string.Empty;
        if (Text(request.Json, "namespace") is null)
        {
            return F5XcAnswers.Error(400, "namespace is required");
        }

        if (Find(name, isService) is not { } record)
        {
            return Unknown(name);
        }

        change(record);
        return Ok(new JsonObject { ["status"] = true });
    }

    private StandInAnswer BulkRevoke(RecordedRequest request, bool isService)
    {
        CheckFields(request, request.Json, "name_selector", "expired_selector");
        if (request.Json!["expired_selector"] is JsonObject expired)
        {
            CheckFields(request, expired, "all", "credential_type");
            string? type = Text(expired, "credential_type");
            return Ended([.. _records.Where(record => !record.IsRevoked && record.IsService == isService && record.Expires <= Now && (type is null || record.Type == type))], []);
        }

        CheckFields(request, request.Json["name_selector"] as JsonObject, "names");
        string[] names = [.. (request.Json["name_selector"]?["names"] as JsonArray ?? []).Select(name => name!.GetValue<string>())];
        if (names.Length is 0 or > MostNames || names.Distinct().Count() != names.Length)
        {
            return F5XcAnswers.Error(400, $"names has to have 1 to {MostNames} unique names");
        }

        ILookup<string, F5XcRecord> known = _records.Where(record => record.IsService == isService && !record.IsRevoked).ToLookup(record => record.Name);
        return Ended(
            [.. names.Where(name => !StubbornNames.Contains(name)).SelectMany(name => known[name])],
            [.. names.Where(name => StubbornNames.Contains(name) || !known[name].Any())]);
    }

    private StandInAnswer Ended(IReadOnlyList<F5XcRecord> ended, IReadOnlyList<string> failed)
    {
        foreach (F5XcRecord record in ended)
        {
            record.IsRevoked = true;
        }

        return Ok(new JsonObject
        {
            ["credentials_marked_for_deletion"] = new JsonArray([.. ended.Select(record => (JsonNode)record.Name)]),
            ["credentials_failed"] = new JsonArray([.. failed.Select(name => (JsonNode)name)]),
            ["error_message"] = failed.Count == 0 ? string.Empty : $"{failed.Count} credentials could not be revoked",
        });
    }

    private StandInAnswer Replace(RecordedRequest request, string name)
    {
        CheckFields(request, request.Json, "name", "namespace", "namespace_access", "user_group_names");
        CheckFields(request, request.Json!["namespace_access"] as JsonObject, "namespace_role_map");
        if (Find(name, isService: true) is not { } record)
        {
            return Unknown(name);
        }

        record.Groups = [.. (request.Json["user_group_names"] as JsonArray ?? []).Select(group => group!.GetValue<string>())];
        record.Roles = (request.Json["namespace_access"]?["namespace_role_map"] as JsonObject ?? [])
            .ToDictionary(entry => entry.Key, entry => (entry.Value?["names"] as JsonArray ?? []).Select(role => role!.GetValue<string>()).ToList());
        return Ok(new JsonObject { ["active"] = record.Active, ["expiration_timestamp"] = F5XcAnswers.Time(record.Expires), ["name"] = record.Name });
    }

    private StandInAnswer RecreateScim(RecordedRequest request, string caller)
    {
        CheckFields(request, request.Json, "namespace", "expiration_days");
        if (Days(request.Json!, 180) is not { } days)
        {
            return F5XcAnswers.Error(400, "expiration_days has to be 1 to 730");
        }

        if (Scim() is { } before)
        {
            before.IsRevoked = true;
        }

        F5XcRecord record = Issue(request.Json!, caller, "SCIM_API_TOKEN", "scim-token-" + Guid.NewGuid().ToString("N")[..8], days, null, null, null, null, out string data);
        return Ok(new JsonObject { ["active"] = true, ["data"] = data, ["expiration_timestamp"] = F5XcAnswers.Time(record.Expires), ["name"] = record.Name });
    }

    private StandInAnswer RevokeScim(RecordedRequest request)
    {
        CheckFields(request, request.Json, "namespace");
        if (Scim() is not { } token)
        {
            return F5XcAnswers.Error(404, "no SCIM token");
        }

        token.IsRevoked = true;
        return Ok(new JsonObject { ["status"] = true });
    }

    private static int? Days(JsonObject body, int otherwise)
    {
        if (body["expiration_days"] is not JsonValue value)
        {
            return otherwise;
        }

        // 64-bit integers of protocol buffers come as numbers or as texts.
        long days = value.GetValueKind() == JsonValueKind.String ? long.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture) : value.GetValue<long>();
        return days is >= 1 and <= LongestLifetimeDays ? (int)days : null;
    }

    private static string? Text(JsonObject? body, string field) => body?[field]?.GetValue<string>();

    private StandInAnswer Ok(JsonNode body) => StandInAnswer.Json(200, Spelling.Apply(body));

    private static StandInAnswer Unknown(string name) => F5XcAnswers.Error(404, $"credential {name} not found");
}
