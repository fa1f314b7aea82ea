using System.Text;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.F5Xc;

/// <summary>How the stand-in spells its answers: the vendor's own programs are of two minds.</summary>
internal sealed record F5XcSpelling
{
    /// <summary>The types in the order of their numbers on the wire.</summary>
    public static readonly string[] Types =
    [
        "API_CERTIFICATE", "KUBE_CONFIG", "API_TOKEN", "SERVICE_API_TOKEN", "SERVICE_API_CERTIFICATE", "SERVICE_KUBE_CONFIG", "SITE_GLOBAL_KUBE_CONFIG", "SCIM_API_TOKEN",
        "SERVICE_SITE_GLOBAL_KUBE_CONFIG",
    ];

    /// <summary>Whether fields are in camelCase and not in snake_case.</summary>
    public bool CamelCase { get; init; }

    /// <summary>Whether types are numbers and not names.</summary>
    public bool NumericTypes { get; init; }

    public JsonNode Type(string name) => NumericTypes ? JsonValue.Create(Array.IndexOf(Types, name)) : JsonValue.Create(name);

    /// <summary>Spells the fields of an answer. Keys that are names, such as those of a map of namespaces, stay.</summary>
    public JsonNode? Apply(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members when CamelCase:
                var spelled = new JsonObject();
                foreach ((string name, JsonNode? value) in members)
                {
                    spelled[Camel(name)] = name == "namespace_role_map" ? value?.DeepClone() : Apply(value);
                }

                return spelled;
            case JsonArray items when CamelCase:
                return new JsonArray([.. items.Select(Apply)]);
            default:
                return node?.DeepClone();
        }
    }

    private static string Camel(string name)
    {
        var text = new StringBuilder();
        bool isNext = false;
        foreach (char c in name)
        {
            if (c != '_')
            {
                text.Append(isNext ? char.ToUpperInvariant(c) : c);
            }

            isNext = c == '_';
        }

        return text.ToString();
    }
}
