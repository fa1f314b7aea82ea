using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>Lists and labels as the schema keeps them: JSON, or null where empty.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a list.</summary>
    public static string? Write(IReadOnlyCollection<string> list) => list.Count == 0 ? null : JsonSerializer.Serialize(list, Options);

    /// <summary>Writes labels.</summary>
    public static string? Write(IReadOnlyDictionary<string, string> labels) => labels.Count == 0 ? null : JsonSerializer.Serialize(labels, Options);

    /// <summary>Writes the numbers of rows, as a statement about many of them takes them.</summary>
    public static string Rows(IEnumerable<long> rows) => $"[{string.Join(',', rows)}]";

    /// <summary>Reads a list.</summary>
    public static IReadOnlyList<string> List(string? json) => json is null ? ValueList<string>.Empty : JsonSerializer.Deserialize<string[]>(json)!;

    /// <summary>Reads roles, kept as <c>namespace:role</c>.</summary>
    public static IReadOnlyList<NamespaceRole> Roles(string? json) => json is null ? ValueList<NamespaceRole>.Empty : [.. List(json).Select(NamespaceRole.Parse)];

    /// <summary>Reads labels, in the order of their names.</summary>
    public static IReadOnlyDictionary<string, string> Labels(string? json) =>
        json is null ? NoLabels : new SortedDictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!, StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();
}
