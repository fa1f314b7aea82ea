using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>The answers of the contract, read with patience: what is unknown is passed over, what is missing is null.</summary>
[JsonSerializable(typeof(Answer<GrantedToken>))]
[JsonSerializable(typeof(Answer<PresentedApiKey>))]
[JsonSerializable(typeof(Answer<ListedKeys>))]
[JsonSerializable(typeof(List<ListedKey>))]
[JsonSerializable(typeof(Refusal))]
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
internal sealed partial class KubeSliceClientJson : JsonSerializerContext;
