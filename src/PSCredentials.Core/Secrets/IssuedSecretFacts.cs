using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Secrets;

/// <summary>The credential that a secret is of, as it is now.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="State">Whether it could be used.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="Subject">How events name it.</param>
/// <param name="Title">How messages name it.</param>
/// <param name="HowToEnd">The commands that end it, or give it another secret.</param>
/// <param name="Metadata">What a consumer is told of it.</param>
internal sealed record IssuedSecretFacts(
    string Id, CredentialState State, DateTimeOffset? ExpiresAt, AuditSubject Subject, string Title, string HowToEnd, IReadOnlyDictionary<string, object> Metadata)
{
    /// <summary>Reads what a secret is of.</summary>
    /// <param name="connection">A snapshot, or the transaction.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="context">The present moment.</param>
    /// <returns>The facts; null where it is of no credential.</returns>
    /// <exception cref="CredentialException">The credential is not there: the secret would have gone with it.</exception>
    public static IssuedSecretFacts? Read(StoreConnection connection, SecretRow secret, RowContext context) => (secret.Family, secret.Credential) switch
    {
        (null, _) => null,
        (CredentialFamily.ApiCredential, { } row) when ApiCredentialTable.Get(connection, row, context) is { Value: { RevokedAt: null } credential } => Of(credential),
        (CredentialFamily.ApiKey, { } row) when ApiKeyTable.Get(connection, row, context) is { Value: { } key } => Of(key),
        (CredentialFamily.ProjectCredential, { } row) when ProjectCredentialTable.Get(connection, row, context) is { Value: { } credential } => Of(credential),
        _ => throw SealedSecrets.Damaged(secret.Name),
    };

    private static IssuedSecretFacts Of(ApiCredential credential) => new(
        credential.Id,
        credential.State,
        credential.ExpiresAt,
        AuditSubject.Of(credential),
        $"API credential '{credential.Name}'",
        "revoke it with Revoke-ApiCredential, or give it another secret with Update-ApiCredential -Rotate",
        Facts(credential, credential.Type.ToString(), credential.Owner, (nameof(credential.Namespace), credential.Namespace)));

    private static IssuedSecretFacts Of(ApiKey key) => new(
        key.Id,
        key.State,
        key.ExpiresAt,
        AuditSubject.Of(key),
        $"API key '{key.Name}'",
        "remove it with Remove-ApiKey, or give it another key with Update-ApiKey -Rotate",
        Facts(key, key.Role.ToString(), key.UserName, (nameof(key.Workspace), key.Workspace)));

    private static IssuedSecretFacts Of(ProjectCredential credential) => new(
        credential.Id,
        credential.State,
        credential.ExpiresAt,
        AuditSubject.Of(credential),
        $"project credential '{credential.Username}'",
        "remove it with Remove-ProjectCredential, or give it another password with Set-ProjectCredential",
        Facts(credential, "Password", credential.FullName, (nameof(credential.Project), credential.Project)));

    private static SortedDictionary<string, object> Facts(ICredential credential, string type, string owner, (string Name, string Value) scope)
    {
        var metadata = new SortedDictionary<string, object>(StringComparer.OrdinalIgnoreCase)
        {
            ["Family"] = credential.GetType().Name,
            ["Id"] = credential.Id,
            ["Owner"] = owner,
            ["State"] = credential.State.ToString(),
            ["Type"] = type,
            [scope.Name] = scope.Value,
        };
        if (credential.ExpiresAt != DateTimeOffset.MaxValue)
        {
            metadata.Add("ExpiresAt", credential.ExpiresAt.UtcDateTime);
        }

        return metadata;
    }
}
