using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Secrets;

/// <summary>
/// The sealed copies of credentials that were issued to be recoverable. Each call belongs to the transaction that changes the credential; what ends one takes its
/// copy away in the tables themselves.
/// </summary>
internal sealed class RecoverableSecrets(AuthorityContext authority)
{
    private readonly SealedSecrets _sealed = new(authority);

    /// <summary>Refuses what cannot be kept, before it is made.</summary>
    /// <exception cref="CredentialException">The key would stay with its owner.</exception>
    public static void Check(ApiCredentialRequest request)
    {
        if (request.IsRecoverable)
        {
            IssuedSecretValue.EnsureHasKey(request.CertificateRequest);
        }
    }

    /// <summary>Keeps the secret of an API credential that is issued.</summary>
    public void Keep(StoreConnection connection, Stored<ApiCredential> credential, ApiCredentialRequest request, IssuedSecret secret) => Keep(
        connection,
        CredentialFamily.ApiCredential,
        credential.Row,
        credential.Value.Id,
        IssuedSecretValue.NameOf(credential.Value),
        IssuedSecretValue.Of(secret, request.Password?.Chosen));

    /// <summary>Puts the new secret of an API credential in the place of the one before, if that is kept.</summary>
    /// <exception cref="CredentialException">It is, and the new key would stay with its owner.</exception>
    public void Renew(StoreConnection connection, Stored<ApiCredential> credential, RotationRequest request, IssuedSecret secret) => Renew(
        connection,
        CredentialFamily.ApiCredential,
        credential.Row,
        credential.Value.Id,
        () =>
        {
            IssuedSecretValue.EnsureHasKey(request.CertificateRequest);
            return IssuedSecretValue.Of(secret, request.Password?.Chosen);
        });

    /// <summary>Keeps the secret of a credential that is issued.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="family">The credential's family.</param>
    /// <param name="row">Its row.</param>
    /// <param name="id">Its identifier.</param>
    /// <param name="name">The name that it can be read by.</param>
    /// <param name="value">The secret.</param>
    /// <exception cref="CredentialException">Another secret has that name.</exception>
    public void Keep(StoreConnection connection, CredentialFamily family, long row, string id, string name, SecretValue value)
    {
        var secret = new SecretRow(name, value.Type) { Family = family, Credential = row, CreatedAt = authority.Now() };
        if (!SecretTable.TryAdd(connection, secret, _sealed.Seal(secret, id, SecretRules.Content(value))))
        {
            throw new CredentialException(
                CredentialErrors.AlreadyExists, $"There is already a secret '{name}' in the vault, which a recoverable credential would be read by; nothing was issued.");
        }
    }

    /// <summary>Puts the new secret of a credential in the place of the one before, if that is kept.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="family">The credential's family.</param>
    /// <param name="row">Its row.</param>
    /// <param name="id">Its identifier, as it now is.</param>
    /// <param name="value">Gives the secret.</param>
    public void Renew(StoreConnection connection, CredentialFamily family, long row, string id, Func<SecretValue> value)
    {
        if (SecretTable.FindOf(connection, family, row) is { } kept)
        {
            SecretValue content = value();
            SecretRow secret = kept.Value with { Type = content.Type, ModifiedAt = authority.Now() };
            SecretTable.Replace(connection, kept.Row, secret, _sealed.Seal(secret, id, SecretRules.Content(content)));
        }
    }
}
