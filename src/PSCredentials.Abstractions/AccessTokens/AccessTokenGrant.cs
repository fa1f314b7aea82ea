namespace PSCredentials;

/// <summary>What became of a request for an access token.</summary>
/// <param name="Verdict">The verdict on what was presented for it.</param>
/// <param name="Token">The token, a JWT (RFC 7519, RFC 9068); null where the verdict is not valid.</param>
/// <param name="Lifetime">How long it is good, where it was granted.</param>
public sealed record AccessTokenGrant(CredentialVerdict Verdict, SecretText? Token, TimeSpan Lifetime);
