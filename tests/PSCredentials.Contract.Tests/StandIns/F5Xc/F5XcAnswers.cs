using System.Globalization;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.F5Xc;

/// <summary>What the stand-in says about credentials, in snake_case.</summary>
internal static class F5XcAnswers
{
    /// <summary>An item of a list; of a service credential also the answer to a look at it.</summary>
    public static JsonObject Item(F5XcRecord record, string scope, F5XcSpelling spelling)
    {
        var item = new JsonObject
        {
            ["uid"] = record.Uid, ["name"] = record.Name, ["type"] = spelling.Type(record.Type), ["user_email"] = record.Email, ["create_timestamp"] = Time(record.Created),
            ["expiry_timestamp"] = Time(record.Expires), ["active"] = record.Active, ["namespace"] = scope,
        };
        if (record.IsService)
        {
            item["namespace_access"] = new JsonObject
            {
                ["namespace_role_map"] = new JsonObject(record.Roles.Select(roles =>
                    KeyValuePair.Create(roles.Key, (JsonNode?)new JsonObject { ["names"] = new JsonArray([.. roles.Value.Select(role => (JsonNode)role)]) }))),
            };
            item["user_group_names"] = new JsonArray([.. record.Groups.Select(group => (JsonNode)group)]);
        }

        return item;
    }

    /// <summary>The answer to a look at one that is no service credential.</summary>
    public static JsonObject Object(F5XcRecord record, string scope, F5XcSpelling spelling) => new()
    {
        ["object"] = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = record.Name, ["namespace"] = scope, ["uid"] = record.Uid, ["labels"] = new JsonObject(), ["annotations"] = new JsonObject(), ["description"] = string.Empty, ["disable"] = false,
            },
            ["system_metadata"] = new JsonObject
            {
                ["uid"] = record.Uid, ["creation_timestamp"] = Time(record.Created), ["modification_timestamp"] = null, ["creator_id"] = record.Email, ["tenant"] = "standin",
            },
            ["spec"] = new JsonObject
            {
                ["gc_spec"] = new JsonObject
                {
                    ["type"] = spelling.Type(record.Type),
                    ["users"] = new JsonArray(new JsonObject { ["kind"] = "user", ["name"] = record.Email, ["namespace"] = "system", ["tenant"] = "standin", ["uid"] = "u-1" }),
                    ["virtual_k8s_name"] = record.Cluster ?? string.Empty, ["virtual_k8s_namespace"] = record.ClusterNamespace ?? string.Empty, ["digest"] = "digest",
                    ["created_timestamp"] = Time(record.Created), ["expiration_timestamp"] = Time(record.Expires), ["active"] = record.Active,
                    ["certificate_serial_num"] = record.CertificateSerialNumber ?? string.Empty, ["site_name"] = record.Site ?? string.Empty,
                },
            },
        },
    };

    public static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static StandInAnswer Error(int status, string message) => StandInAnswer.Json(
        status,
        new JsonObject
        {
            ["code"] = status switch { 400 => 3, 401 => 16, 403 => 7, 404 => 5, 409 => 6, 429 => 8, 500 => 13, 503 => 14, _ => 4 },
            ["message"] = message,
            ["details"] = new JsonArray(),
        });
}
