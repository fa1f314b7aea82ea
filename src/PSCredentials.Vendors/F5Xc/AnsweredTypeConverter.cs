using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>A type in an answer: one that is not known here must not spoil the list that it is in.</summary>
internal sealed class AnsweredTypeConverter : JsonConverter<CredentialType?>
{
    private static readonly CredentialTypeConverter s_known = new();

    /// <inheritdoc/>
    public override CredentialType? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return s_known.Read(ref reader, typeof(CredentialType), options);
        }
        catch (CredentialException) when (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CredentialType? value, JsonSerializerOptions options) => s_known.Write(writer, value!.Value, options);
}
