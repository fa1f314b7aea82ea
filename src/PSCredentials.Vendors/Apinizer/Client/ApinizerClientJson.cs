using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.Apinizer.Client;

/// <summary>The answers of the contract, read with patience: what is unknown is passed over, what is missing is null.</summary>
[JsonSerializable(typeof(Listed<ListedCredential>))]
[JsonSerializable(typeof(Listed<AccessItem>))]
[JsonSerializable(typeof(Changed))]
[JsonSerializable(typeof(Refusal))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
internal sealed partial class ApinizerClientJson : JsonSerializerContext;
