using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.Service;

/// <summary>The JSON form of the service's own API: camelCase, values of enumerations by name, nothing where there is nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(VerdictWire))]
internal sealed partial class ServiceJson : JsonSerializerContext;
