using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.Apinizer;

/// <summary>Apinizer as contract 3 describes it.</summary>
internal sealed class ApinizerStandIn(TimeProvider? clock = null) : StandIn(clock ?? TimeProvider.System)
{
    private static readonly string[] Fields = ["email", "fullName", "description", "username", "password", "roleNameList", "enabled", "ipList", "expireDate"];

    private readonly List<ApinizerRecord> _records = [];
    private readonly Dictionary<string, HashSet<string>> _tokens = [];
    private readonly Dictionary<string, string[]> _projects = new() { ["Payments"] = ["production", "staging"], ["Orders"] = [], ["Secret"] = [] };

    /// <summary>The personal access token of somebody who may do everything in Payments and Orders, and nothing in Secret.</summary>
    public string Token { get; } = "standin-personal-access-token";

    /// <summary>The roles that exist.</summary>
    public HashSet<string> Roles { get; } = ["API_USER", "DEVELOPER"];

    /// <summary>Environments that cannot be reached now, with the reason.</summary>
    public Dictionary<string, string> Failing { get; } = [];

    /// <summary>Whether a PUT whose password is null or missing leaves the password; the contract wants it.</summary>
    public bool TakesPutWithoutPassword { get; set; }

    /// <summary>What there is.</summary>
    public IReadOnlyList<ApinizerRecord> Records => [.. _records];

    /// <summary>A token for nothing but some projects.</summary>
    public string AddToken(params string[] projects)
    {
        string token = "token-" + Guid.NewGuid().ToString("N");
        _tokens[token] = [.. projects];
        return token;
    }

    protected override StandInAnswer Answer(RecordedRequest request)
    {
        // What does not end in a slash is no path of this vendor's.
        if (!request.Path.EndsWith('/') || request.Segments is not ["apiops", "projects", var project, "credentials", .. var rest])
        {
            Violate(request, "a path that is none of the contract's");
            return StandInAnswer.Html(404, "Not Found");
        }

        if (!request.Authorization.StartsWith("Bearer ", StringComparison.Ordinal) || Projects(request.Authorization["Bearer ".Length..]) is not { } allowed)
        {
            return Error(401, "unauthorized_client", "Invalid token");
        }

        if (!_projects.ContainsKey(project) || !allowed.Contains(project))
        {
            return Error(404, "not_found", $"Project({project}) was not found or user does not have privilege to access it!");
        }

        return (request.Method, rest) switch
        {
            ("GET", [""]) => Ok("resultList", new JsonArray([.. _records.Where(record => record.Project == project).Select(record => (JsonNode)record.ToJson())])),
            ("POST", [""]) => Create(request, project),
            ("PUT", [""]) => Replace(request, project),
            ("PATCH", [var username, ""]) => ChangePassword(request, project, username),
            ("DELETE", [var username, ""]) => Known(project, username, index =>
            {
                _records.RemoveAt(index);
                return Deployed(project);
            }),
            ("GET", [var username, "access", ""]) => Known(project, username, index => Ok("resultList", Access(_records[index]))),
            ("PUT", [var username, "access", ""]) => Grant(request, project, username),
            ("DELETE", [var username, "access", ""]) => Withdraw(request, project, username),
            _ => StandInAnswer.Html(404, "Not Found"),
        };
    }

    private HashSet<string>? Projects(string token) => token == Token ? ["Payments", "Orders"] : _tokens.GetValueOrDefault(token);

    private StandInAnswer Create(RecordedRequest request, string project)
    {
        if (Fault(request, needsPassword: true) is { } fault)
        {
            return fault;
        }

        ApinizerRecord record = Read(request.Json!, new ApinizerRecord(project, request.Json!["username"]!.GetValue<string>()));
        if (_records.Exists(other => other.Username.Equals(record.Username, StringComparison.OrdinalIgnoreCase)))
        {
            return Bad("There is already a credential has this name!");
        }

        _records.Add(record);
        return Deployed(project);
    }

    private StandInAnswer Replace(RecordedRequest request, string project)
    {
        string? missing = Fields.FirstOrDefault(field => request.Json?.ContainsKey(field) != true && !(field == "password" && TakesPutWithoutPassword));
        if (missing is not null)
        {
            return missing is "username" or "password" or "email" or "fullName" ? Fault(request, needsPassword: true)! : Bad($"Credential {missing} is required!");
        }

        return Fault(request, needsPassword: !TakesPutWithoutPassword)
            ?? Known(project, request.Json!["username"]!.GetValue<string>(), index =>
            {
                _records[index] = Read(request.Json!, _records[index]);
                return Deployed(project);
            });
    }

    private StandInAnswer ChangePassword(RecordedRequest request, string project, string username)
    {
        CheckFields(request, request.Json, "password");
        return Text(request.Json, "password").Length == 0
            ? Bad("Credential password can not be empty!")
            : Known(project, username, index =>
            {
                _records[index] = _records[index] with { Password = Text(request.Json, "password") };
                return Deployed(project);
            });
    }

    private StandInAnswer Grant(RecordedRequest request, string project, string username) => Known(project, username, index =>
    {
        IReadOnlyList<(string Name, string Type)> asked = Targets(request);
        if (asked.FirstOrDefault(target => _records[index].Access.Contains(target)) is { Name: not null } twice)
        {
            return Bad($"Credential has access to {twice.Name} already!");
        }

        _records[index] = _records[index] with { Access = [.. _records[index].Access, .. asked] };
        return Deployed(project);
    });

    private StandInAnswer Withdraw(RecordedRequest request, string project, string username) => Known(project, username, index =>
    {
        IReadOnlyList<(string Name, string Type)> asked = Targets(request);
        _records[index] = _records[index] with { Access = [.. _records[index].Access.Where(target => !asked.Contains(target))] };
        return Deployed(project);
    });

    private IReadOnlyList<(string Name, string Type)> Targets(RecordedRequest request)
    {
        CheckFields(request, request.Json, "credentialAccessList");
        JsonArray list = request.Json?["credentialAccessList"] as JsonArray ?? [];
        foreach (JsonNode? target in list)
        {
            CheckFields(request, target as JsonObject, "name", "type");
            if (Text(target as JsonObject, "type") is not ("API_PROXY" or "API_PROXY_GROUP"))
            {
                Violate(request, "a type of target that is none of the contract's");
            }
        }

        return [.. list.Select(target => (target!["name"]!.GetValue<string>(), target["type"]!.GetValue<string>()))];
    }

    private StandInAnswer? Fault(RecordedRequest request, bool needsPassword)
    {
        CheckFields(request, request.Json, Fields);
        JsonObject body = request.Json ?? [];
        if (Text(body, "username").Length == 0)
        {
            return Bad("Credential username can not be empty!");
        }

        if (needsPassword && Text(body, "password").Length == 0)
        {
            return Bad("Credential password can not be empty!");
        }

        if (Text(body, "fullName").Length == 0)
        {
            return Bad("Credential full name can not be empty!");
        }

        if (Text(body, "email").Length == 0)
        {
            return Bad("Credential email can not be empty!");
        }

        if (!MailAddress.TryCreate(Text(body, "email"), out _))
        {
            return Bad($"Email {Text(body, "email")} is not valid!");
        }

        if (Texts(body, "roleNameList").FirstOrDefault(role => !Roles.Contains(role)) is { } unknown)
        {
            return Bad($"Role ({unknown}) was not found!");
        }

        if (Texts(body, "ipList").FirstOrDefault(address => !IPAddress.TryParse(address, out _) && !IPNetwork.TryParse(address, out _)) is { } malformed)
        {
            return Bad($"IP {malformed} is not valid!");
        }

        return body["expireDate"] is { } date && !DateTimeOffset.TryParseExact(date.GetValue<string>(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? Bad($"Expire date {date} is not valid!")
            : null;
    }

    private static ApinizerRecord Read(JsonObject body, ApinizerRecord record) => record with
    {
        Email = Text(body, "email"),
        FullName = Text(body, "fullName"),
        Description = body["description"]?.GetValue<string>(),
        Password = Text(body, "password") is { Length: > 0 } password ? password : record.Password,
        Roles = Texts(body, "roleNameList"),
        Enabled = body["enabled"]?.GetValue<bool>() ?? true,
        Addresses = Texts(body, "ipList"),
        ExpireDate = body["expireDate"]?.GetValue<string>(),
    };

    private StandInAnswer Known(string project, string username, Func<int, StandInAnswer> use)
    {
        int index = _records.FindIndex(record => record.Project == project && record.Username == username);
        return index < 0 ? Error(404, "not_found", $"Credential (username: {username}) was not found!") : use(index);
    }

    private StandInAnswer Deployed(string project)
    {
        string[] environments = _projects[project];
        bool isWhole = !environments.Any(Failing.ContainsKey);
        return Ok("deploymentResult", new JsonObject
        {
            ["success"] = isWhole,
            ["message"] = isWhole ? "Deployment completed successfully" : "Deployment failed in some environments",
            ["environmentResults"] = new JsonArray([.. environments.Select(environment => (JsonNode)new JsonObject
            {
                ["environmentName"] = environment,
                ["success"] = !Failing.ContainsKey(environment),
                ["message"] = Failing.GetValueOrDefault(environment, "Deployed successfully"),
            })]),
        });
    }

    private static JsonArray Access(ApinizerRecord record) =>
        new([.. record.Access.Select(target => (JsonNode)new JsonObject { ["name"] = target.Name, ["type"] = target.Type })]);

    private static string Text(JsonObject? body, string field) => body?[field]?.GetValue<string>() ?? string.Empty;

    private static IReadOnlyList<string> Texts(JsonObject body, string field) => [.. (body[field] as JsonArray ?? []).Select(item => item!.GetValue<string>())];

    private static StandInAnswer Ok(string field, JsonNode value) => StandInAnswer.Json(200, new JsonObject { ["success"] = true, [field] = value });

    private static StandInAnswer Bad(string text) => Error(400, "bad_request", text);

    private static StandInAnswer Error(int status, string error, string text) => StandInAnswer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = text });
}
