using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The schemas of wire types, each in the form of its own contract, among the document's components.</summary>
internal static class WireSchemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>A reference to the schema of a type, which is made where there is none yet.</summary>
    /// <param name="document">The document.</param>
    /// <param name="json">The type's form.</param>
    /// <returns>The reference.</returns>
    public static OpenApiSchemaReference Reference(OpenApiDocument document, JsonTypeInfo json)
    {
        string name = Name(json.Type);
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, Read(document, Inlined(json.GetJsonSchemaAsNode(Options))));
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>A schema from its JSON.</summary>
    /// <param name="document">The document.</param>
    /// <param name="node">The JSON.</param>
    /// <returns>The schema.</returns>
    public static OpenApiSchema Read(OpenApiDocument document, JsonNode node) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(node.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json)
            ?? throw new InvalidOperationException("A schema cannot be read.");

    /// <summary>The schema of what looks like an example.</summary>
    /// <param name="example">The example.</param>
    /// <returns>The schema.</returns>
    public static JsonObject Like(JsonNode? example) => example switch
    {
        JsonObject value => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(value.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Like(member.Value)))),
        },
        JsonArray list => list.Count == 0 ? new JsonObject { ["type"] = "array" } : new JsonObject { ["type"] = "array", ["items"] = Like(list[0]) },
        JsonValue value => new JsonObject
        {
            ["type"] = value.GetValueKind() switch
            {
                JsonValueKind.Number => "integer",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                _ => "string",
            },
        },
        _ => [],
    };

    private static string Name(Type type)
    {
        string name = type.Name.Split('`')[0];
        name = name.EndsWith("Wire", StringComparison.Ordinal) ? name[..^4] : name;
        string family = type.Namespace?.Split('.')[^1] is { } last and not "Service" ? last : string.Empty;
        return type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(Name)) + name : family + name;
    }

    // The exporter refers to what it wrote before by its place in the schema; that place is another one in the document.
    private static JsonNode Inlined(JsonNode root) => Inline(root, root);

    private static JsonNode Inline(JsonNode node, JsonNode root)
    {
        switch (node)
        {
            case JsonObject schema when (string?)schema["$ref"] is { } pointer:
                JsonNode target = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).Aggregate(
                    root, (place, part) => (place is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : place[Unescape(part)])!);
                var copy = (JsonObject)Inline(target.DeepClone(), root);
                if (schema["description"] is { } description)
                {
                    copy["description"] = description.DeepClone();
                }

                return copy;
            case JsonObject schema:
                foreach ((string name, JsonNode? value) in schema.ToList())
                {
                    if (value is JsonObject or JsonArray)
                    {
                        schema[name] = null;
                        schema[name] = Inline(value, root);
                    }
                }

                return schema;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++)
                {
                    if (list[i] is JsonObject item)
                    {
                        list[i] = null;
                        list[i] = Inline(item, root);
                    }
                }

                return list;
            default:
                return node;
        }
    }

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (node is not JsonObject schema)
        {
            node = schema = [];
        }

        if (type == typeof(TimeSpan))
        {
            schema["type"] = context.TypeInfo.Type == type ? "string" : new JsonArray("string", "null");
            schema["format"] = "duration";
        }
        else if (type == typeof(SecretText))
        {
            schema["type"] = new JsonArray("string", "null");
        }
        else if (type.IsEnum && schema["type"] is null && schema["enum"] is not null)
        {
            schema["type"] = context.TypeInfo.Type == type ? "string" : new JsonArray("string", "null");
        }

        string? summary = context.PropertyInfo?.AttributeProvider is PropertyInfo property ? XmlSummaries.Of(property)
            : context.Path.IsEmpty ? XmlSummaries.Of(type)
            : null;
        if (summary is { Length: > 0 })
        {
            schema["description"] = summary;
        }

        return schema;
    }
}
