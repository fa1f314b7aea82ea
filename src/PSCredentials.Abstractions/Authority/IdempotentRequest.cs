namespace PSCredentials;

/// <summary>By what a request that makes something can be sent again without making it twice.</summary>
/// <param name="Key">What the client calls the request; of the acting caller alone. Not stored: what the request answered is sealed under it.</param>
/// <param name="Fingerprint">A digest of the request, so that the key is refused for another one.</param>
public sealed record IdempotentRequest(SecretText Key, ReadOnlyMemory<byte> Fingerprint);
