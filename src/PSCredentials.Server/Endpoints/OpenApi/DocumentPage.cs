using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The document as one page of HTML that needs nothing else: no script, no font, no other address.</summary>
internal static class DocumentPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;--fg:#1b1f24;--bg:#fff;--soft:#f4f5f7;--line:#d8dce2;--mute:#59616b;--get:#0b6bcb;--post:#17753a;--change:#8a5300;--delete:#b3261e}
        @media(prefers-color-scheme:dark){:root{--fg:#e6e8eb;--bg:#14171a;--soft:#1d2125;--line:#363c43;--mute:#a0a8b2;--get:#6fb3ff;--post:#6fce8d;--change:#f0b35b;--delete:#ff8a80}}
        *{box-sizing:border-box}body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg)}
        h1{font-size:1.6rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line)}h3{font-size:.95rem;margin:1rem 0 .3rem}
        a{color:var(--get)}code,pre{font-family:ui-monospace,monospace;font-size:.86rem}pre{overflow-x:auto;background:var(--soft);border:1px solid var(--line);border-radius:.3rem;padding:.6rem;margin:.3rem 0}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:0 .7rem}
        summary{cursor:pointer;padding:.5rem 0;overflow-wrap:anywhere}summary b{display:inline-block;min-width:4.2rem}summary span{display:block;color:var(--mute);font-size:.9rem}
        .get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--change)}.delete{color:var(--delete)}
        dl{margin:.2rem 0}dt{font-weight:600;overflow-wrap:anywhere}dd{margin:0 0 .4rem 1rem;color:var(--mute)}dt small{font-weight:400;color:var(--mute)}
        """;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a browser may load for the page: its own style, which is known by its digest.</summary>
    public static string SecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Renders the page.</summary>
    /// <param name="document">The document.</param>
    /// <returns>HTML.</returns>
    public static string Render(JsonObject document)
    {
        var page = new StringBuilder();
        string title = Text(document["info"]?["title"]);
        page.Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
            .Append(title).Append("</title><style>").Append(Style).Append("</style></head><body><h1>").Append(title).Append(' ').Append(Text(document["info"]?["version"]))
            .Append("</h1><p>").Append(Text(document["info"]?["description"]))
            .Append("</p><p>Machines read <a href=\"/openapi/v1.json\">the OpenAPI document</a>. In the lines for curl, <code>$SERVICE</code> is the address of this service, ")
            .Append("<code>$TOKEN</code> a token and <code>ca.pem</code> the certificate authority that the service's certificate is from.</p>");
        var groups = Operations(document).GroupBy(operation => (string?)operation.Details["tags"]?[0] ?? "Others").OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        page.Append("<nav><ul>");
        groups.ForEach(group => page.Append("<li><a href=\"#").Append(Anchor(group.Key)).Append("\">").Append(Encode(group.Key)).Append("</a></li>"));
        page.Append("</ul></nav>").Append("<h2>How to present a credential</h2><dl>");
        foreach ((string name, JsonNode? scheme) in document["components"]!["securitySchemes"]!.AsObject())
        {
            page.Append("<dt>").Append(Encode(name)).Append("</dt><dd>").Append(Text(scheme!["description"])).Append("</dd>");
        }

        page.Append("</dl>");
        foreach (var group in groups)
        {
            page.Append("<h2 id=\"").Append(Anchor(group.Key)).Append("\">").Append(Encode(group.Key)).Append("</h2>");
            foreach ((string method, string path, JsonObject details) in group)
            {
                Operation(page, document, method, path, details);
            }
        }

        return page.Append("</body></html>").ToString();
    }

    private static IEnumerable<(string Method, string Path, JsonObject Details)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Value is JsonObject
        select (operation.Key, path.Key, operation.Value!.AsObject());

    private static void Operation(StringBuilder page, JsonObject document, string method, string path, JsonObject details)
    {
        page.Append("<details><summary><b class=\"").Append(method).Append("\">").Append(method.ToUpperInvariant()).Append("</b><code>").Append(Encode(path)).Append("</code><span>")
            .Append(Text(details["summary"])).Append("</span></summary>");
        if (details["parameters"] is JsonArray { Count: > 0 } parameters)
        {
            page.Append("<h3>Parameters</h3><dl>");
            foreach (JsonObject parameter in parameters.OfType<JsonObject>())
            {
                Term(page, (string)parameter["name"]!, $"{parameter["in"]}, {Type(parameter["schema"])}", parameter["required"], parameter["description"]);
            }

            page.Append("</dl>");
        }

        JsonObject? body = Content(details["requestBody"]);
        if (body is not null)
        {
            page.Append("<h3>Body").Append((bool?)details["requestBody"]!["required"] == true ? string.Empty : " (can be left out)").Append("</h3>");
            Members(page, Resolve(document, body["schema"]));
        }

        page.Append("<h3>curl</h3><pre>").Append(Encode(Curl(method, path, details, body))).Append("</pre><h3>Answers</h3>");
        foreach ((string status, JsonNode? answer) in details["responses"]?.AsObject() ?? [])
        {
            JsonNode? resolved = Resolve(document, answer);
            page.Append("<details><summary><b>").Append(Encode(status)).Append("</b> ").Append(Text(resolved?["description"])).Append("</summary>");
            if (Content(resolved) is { } content)
            {
                if (content["example"] is { } example)
                {
                    page.Append("<pre>").Append(Encode(example.ToJsonString(Readable))).Append("</pre>");
                }

                Members(page, Resolve(document, content["schema"]));
            }

            page.Append("</details>");
        }

        page.Append("</details>");
    }

    private static void Members(StringBuilder page, JsonNode? schema)
    {
        if (schema?["properties"] is not JsonObject properties)
        {
            return;
        }

        HashSet<string> required = [.. (schema["required"] as JsonArray ?? []).Select(name => (string)name!)];
        page.Append("<dl>");
        foreach ((string name, JsonNode? member) in properties)
        {
            Term(page, name, Type(member), required.Contains(name), member is JsonObject ? member["description"] : null);
        }

        page.Append("</dl>");
    }

    private static void Term(StringBuilder page, string name, string type, JsonNode? isRequired, JsonNode? description) =>
        page.Append("<dt><code>").Append(Encode(name)).Append("</code> <small>").Append(Encode(type)).Append((bool?)isRequired == true ? ", required" : string.Empty)
            .Append("</small></dt><dd>").Append(Text(description)).Append("</dd>");

    private static string Type(JsonNode? schema)
    {
        if (schema is not JsonObject)
        {
            return "any";
        }

        if (schema["enum"] is JsonArray names)
        {
            return "one of " + string.Join(", ", names.Where(name => name is not null).Select(name => name!.ToString()));
        }

        string type = schema["type"] switch
        {
            JsonArray several => string.Join(" or ", several.Select(one => (string)one!).Where(one => one != "null")),
            JsonValue one => one.ToString(),
            _ => (string?)schema["$ref"] is { } reference ? reference.Split('/')[^1] : "any",
        };
        return type == "array" ? $"list of {Type(schema["items"])}" : schema["format"] is { } format ? $"{type} ({format})" : type;
    }

    private static JsonNode? Resolve(JsonObject document, JsonNode? node) =>
        (string?)(node as JsonObject)?["$ref"] is { } reference
            ? reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (place, part) => place?[part])
            : node;

    private static JsonObject? Content(JsonNode? holder) => (holder?["content"] as JsonObject)?.FirstOrDefault().Value as JsonObject;

    private static string Curl(string method, string path, JsonObject details, JsonObject? body)
    {
        var line = new StringBuilder("curl --cacert ca.pem");
        if (details["security"] is not JsonArray { Count: 0 })
        {
            line.Append(" --header \"Authorization: APIToken $TOKEN\"");
        }

        if (method != "get")
        {
            line.Append(" --request ").Append(method.ToUpperInvariant());
        }

        if (body is not null)
        {
            string example = (body["example"] ?? new JsonObject()).ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            line.Append(" --json '").Append(example.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'');
        }

        return line.Append(" \"$SERVICE").Append(path).Append('"').ToString();
    }

    private static string Anchor(string tag) => Encode(tag.Replace(' ', '-').ToLowerInvariant());

    private static string Text(JsonNode? node) => Encode((string?)node ?? string.Empty);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
