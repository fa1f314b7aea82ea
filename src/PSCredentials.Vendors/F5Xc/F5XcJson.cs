using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.F5Xc;

/// <summary>How the bodies of contract 1 are read and written: snake_case, and camelCase as well where they are read.</summary>
internal static class F5XcJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        TypeInfoResolver = F5XcContext.Default.WithAddedModifier(AddCamelCase),

        // No HTML is made of it, and base64 stays what scripts cut out of an answer.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new CredentialTypeConverter(), new Int64Converter(), new SecretTextConverter(), new TimestampConverter() },
    };

    /// <summary>How values of a type are read and written.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>Its description.</returns>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)s_options.GetTypeInfo(typeof(T));

    // The vendor's own command line sends camelCase. A second name can only be read, so that it is never written; what binds to constructors is written alone.
    private static void AddCamelCase(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.ToList())
        {
            if (property.AssociatedParameter is not null || !property.Name.Contains('_', StringComparison.Ordinal))
            {
                continue;
            }

            JsonPropertyInfo alias = type.CreateJsonPropertyInfo(property.PropertyType, CamelCase(property.Name));
            alias.Set = property.Set;
            type.Properties.Add(alias);
        }
    }

    private static string CamelCase(string name)
    {
        var camel = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] != '_')
            {
                camel.Append(i > 0 && name[i - 1] == '_' ? char.ToUpperInvariant(name[i]) : name[i]);
            }
        }

        return camel.ToString();
    }
}

/// <summary>The bodies of contract 1.</summary>
[JsonSerializable(typeof(CreateRequest))]
[JsonSerializable(typeof(CreateServiceRequest))]
[JsonSerializable(typeof(ReplaceServiceRequest))]
[JsonSerializable(typeof(NameRequest))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(ScimTokenRequest))]
[JsonSerializable(typeof(BulkRevokeRequest))]
[JsonSerializable(typeof(CreateResponse))]
[JsonSerializable(typeof(ReplaceServiceResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(BulkRevokeResponse))]
[JsonSerializable(typeof(CredentialItem))]
[JsonSerializable(typeof(ServiceCredentialItem))]
[JsonSerializable(typeof(CredentialListResponse))]
[JsonSerializable(typeof(GetResponse))]
[JsonSerializable(typeof(WhoAmIResponse))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class F5XcContext : JsonSerializerContext;
