using System.Globalization;
using System.Text.Json;

namespace PSCredentials.Server.Tests.F5Xc;

/// <summary>The vendor's published definitions, as far as they say what an answer looks like; <c>api_credential.schemas.json</c> has their facts without their texts.</summary>
internal static class WireSchema
{
    private static readonly JsonElement s_root = Read();

    /// <summary>Every operation that the vendor publishes, with the name of its answer's definition.</summary>
    public static IEnumerable<(string Operation, string Schema)> Operations =>
        s_root.GetProperty("answers").EnumerateObject().Select(answer => (answer.Name, answer.Value.GetString()!));

    /// <summary>What is wrong with an answer; nothing where it is as defined.</summary>
    public static List<string> Faults(string operation, JsonElement answer)
    {
        var faults = new List<string>();
        Check(Definition(Operations.Single(known => known.Operation == operation).Schema), answer, "$", faults);
        return faults;
    }

    private static void Check(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Check(Definition(reference.GetString()!.Split('/')[^1]), value, path, faults);
            return;
        }

        switch (schema.GetProperty("type").GetString())
        {
            case "object" when value.ValueKind == JsonValueKind.Object:
                CheckObject(schema, value, path, faults);
                break;
            case "array" when value.ValueKind == JsonValueKind.Array:
                if (schema.TryGetProperty("maxItems", out JsonElement most) && value.GetArrayLength() > most.GetInt32())
                {
                    faults.Add($"{path} has more than {most} items");
                }

                foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
                {
                    Check(schema.GetProperty("items"), item, $"{path}[{index}]", faults);
                }

                break;
            case "string" when value.ValueKind == JsonValueKind.String:
                CheckText(schema, value.GetString()!, path, faults);
                break;
            case "integer" when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _):
            case "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                break;
            default:
                faults.Add($"{path} is {value.ValueKind} and not {schema.GetProperty("type")}");
                break;
        }
    }

    private static void CheckObject(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (!schema.TryGetProperty("properties", out JsonElement properties))
        {
            return;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out JsonElement known))
            {
                Check(known, property.Value, $"{path}.{property.Name}", faults);
            }
            else
            {
                faults.Add($"{path}.{property.Name} is not defined");
            }
        }
    }

    private static void CheckText(JsonElement schema, string text, string path, List<string> faults)
    {
        if (schema.TryGetProperty("enum", out JsonElement names) && !names.EnumerateArray().Any(name => name.GetString() == text))
        {
            faults.Add($"{path} is '{text}', which is none of {names}");
        }

        if (schema.TryGetProperty("maxLength", out JsonElement most) && text.Length > most.GetInt32())
        {
            faults.Add($"{path} has more than {most} characters");
        }

        if (schema.TryGetProperty("format", out JsonElement format) && format.GetString() == "date-time"
            && !(text.EndsWith('Z') && text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)))
        {
            faults.Add($"{path} is no moment of RFC 3339 in UTC");
        }
    }

    private static JsonElement Definition(string name) => s_root.GetProperty("schemas").GetProperty(name);

    private static JsonElement Read()
    {
        using Stream stream = typeof(WireSchema).Assembly.GetManifestResourceStream("api_credential.schemas.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
