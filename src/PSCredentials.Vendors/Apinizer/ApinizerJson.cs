using System.Text.Json.Serialization;

namespace PSCredentials.Vendors.Apinizer;

/// <summary>The bodies of the contract, for reading and writing.</summary>
[JsonSerializable(typeof(CredentialBody))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(AccessList))]
[JsonSerializable(typeof(ChangeAnswer))]
[JsonSerializable(typeof(ListAnswer<CredentialBody>))]
[JsonSerializable(typeof(ListAnswer<AccessItem>))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
// The quicker writers cannot write lists that stream.
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ApinizerJson : JsonSerializerContext;
