using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>A list of keys.</summary>
/// <param name="Items">The keys.</param>
[JsonConverter(typeof(ListedKeysConverter))]
internal sealed record ListedKeys(IReadOnlyList<ListedKey> Items);

/// <summary>Reads a list of keys, which is in an envelope of its own inside the envelope, or is not. It is only read.</summary>
internal sealed class ListedKeysConverter : JsonConverter<ListedKeys>
{
    /// <inheritdoc/>
    public override ListedKeys Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            List<ListedKey?> items = JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<List<ListedKey?>>)options.GetTypeInfo(typeof(List<ListedKey>)))!;
            return new ListedKeys([.. items.OfType<ListedKey>()]);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        var list = new ListedKeys([]);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isData = string.Equals(reader.GetString(), "data", StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isData && reader.TokenType == JsonTokenType.StartArray)
            {
                list = Read(ref reader, typeToConvert, options);
            }
            else
            {
                reader.Skip();
            }
        }

        return list;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ListedKeys value, JsonSerializerOptions options) => throw new NotSupportedException();
}
