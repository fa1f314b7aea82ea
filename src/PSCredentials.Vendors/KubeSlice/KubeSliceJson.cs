using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.KubeSlice;

/// <summary>The bodies of the contract, for reading and writing.</summary>
[JsonSerializable(typeof(ApiKeyCreation))]
[JsonSerializable(typeof(PresentedApiKey))]
[JsonSerializable(typeof(Envelope<PresentedApiKey>))]
[JsonSerializable(typeof(Envelope<GrantedToken>))]
[JsonSerializable(typeof(Envelope<ApiKeyList>))]
[JsonSerializable(typeof(ErrorEnvelope))]
// The quicker writers cannot write lists that stream.
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class KubeSliceJson : JsonSerializerContext;
