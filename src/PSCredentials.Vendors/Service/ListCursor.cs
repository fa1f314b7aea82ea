using System.Buffers.Text;
using System.Text.Json;

namespace PSCredentials.Vendors.Service;

/// <summary>A place in a list as a text for addresses: base64url of scope, name and id in JSON.</summary>
internal static class ListCursor
{
    /// <summary>Writes a place.</summary>
    public static string Write(ListPlace place)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(place.Scope);
            writer.WriteStringValue(place.Name);
            writer.WriteStringValue(place.Id);
            writer.WriteEndArray();
        }

        return Base64Url.EncodeToString(json.ToArray());
    }

    /// <summary>Reads a place.</summary>
    /// <returns>The place; null where the text is none.</returns>
    public static ListPlace? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            return json.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 3 && list.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String)
                ? new ListPlace(list[0].GetString()!, list[1].GetString()!, list[2].GetString()!)
                : null;
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
