using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>A type on the wire: written by name, read by name or by number (contract 1).</summary>
internal sealed class CredentialTypeConverter : JsonConverter<CredentialType>
{
    // In the order of the numbers.
    private static readonly string[] s_names =
    [
        "API_CERTIFICATE", "KUBE_CONFIG", "API_TOKEN", "SERVICE_API_TOKEN", "SERVICE_API_CERTIFICATE", "SERVICE_KUBE_CONFIG", "SITE_GLOBAL_KUBE_CONFIG",
        "SCIM_API_TOKEN", "SERVICE_SITE_GLOBAL_KUBE_CONFIG",
    ];

    /// <summary>The name of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Its name on the wire.</returns>
    public static string NameOf(CredentialType type) => s_names[(int)type];

    /// <summary>The names of types, for people.</summary>
    /// <param name="types">The types.</param>
    /// <returns>The names, joined by commas.</returns>
    public static string NamesOf(IEnumerable<CredentialType> types) => string.Join(", ", types.Select(NameOf));

    /// <inheritdoc/>
    public override CredentialType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int number = reader.TokenType switch
        {
            JsonTokenType.String => Array.IndexOf(s_names, reader.GetString()),
            JsonTokenType.Number when reader.TryGetInt32(out int value) => value,
            _ => -1,
        };
        return number >= 0 && number < s_names.Length
            ? (CredentialType)number
            : throw CredentialException.Invalid("type", $"is not a credential type; allowed are {string.Join(", ", s_names)}, and their numbers 0 to {s_names.Length - 1}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CredentialType value, JsonSerializerOptions options) => writer.WriteStringValue(NameOf(value));
}
