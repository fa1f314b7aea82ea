namespace PSCredentials.Storage;

/// <summary>A record with the number of its row, by which the store finds it again.</summary>
internal sealed record Stored<T>(long Row, T Value);

/// <summary>Which table a credential is in; kept in <c>retired_secret.family</c>.</summary>
internal enum CredentialFamily
{
    ApiCredential = 0,
    ApiKey = 1,
    ProjectCredential = 2,
}
