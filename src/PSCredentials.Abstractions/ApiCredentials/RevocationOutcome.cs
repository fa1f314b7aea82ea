namespace PSCredentials;

/// <summary>What came of revoking one of many credentials: either the credential as it now is, or why it was refused.</summary>
/// <param name="Reference">Which one, as it was asked for.</param>
/// <param name="Credential">The credential, revoked and on disk; null where it was refused.</param>
/// <param name="Refusal">The error that revoking it alone would have failed with; null where it is revoked.</param>
public sealed record RevocationOutcome(CredentialReference Reference, ApiCredential? Credential, CredentialException? Refusal);
