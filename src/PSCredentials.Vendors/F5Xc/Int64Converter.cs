using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>A 64-bit number as the JSON form of protocol buffers reads it: a number or a text of one, in any notation, as long as it is whole.</summary>
internal sealed class Int64Converter : JsonConverter<long>
{
    private const NumberStyles Notation = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <inheritdoc/>
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number))
        {
            return number;
        }

        decimal value = 0;
        bool isRead = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out value),
            JsonTokenType.String => decimal.TryParse(reader.GetString(), Notation, CultureInfo.InvariantCulture, out value),
            _ => false,
        };
        return isRead && decimal.IsInteger(value) && value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : throw new JsonException();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
