namespace PSCredentials.Storage;

/// <summary>What is kept of a secret beside the facts of its credential.</summary>
/// <param name="Hash">The keyed hash it is found by.</param>
/// <param name="NotBefore">When it begins to work, for certificates.</param>
/// <param name="Issuer">The certificate authority that issued it, for certificates.</param>
internal sealed record SecretRecord(byte[] Hash, DateTimeOffset? NotBefore, long? Issuer);
