using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>A secret on the wire: a text there, and nowhere else.</summary>
internal sealed class SecretTextConverter : JsonConverter<SecretText>
{
    /// <inheritdoc/>
    public override SecretText? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new SecretText(reader.GetString()!) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
}
