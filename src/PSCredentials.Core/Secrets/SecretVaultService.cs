using PSCredentials.Authority;
using PSCredentials.Issuing;
using PSCredentials.Storage;

namespace PSCredentials.Secrets;

/// <summary>The secrets that the embedded authority keeps.</summary>
internal sealed class SecretVaultService(AuthorityContext authority) : ISecretVaultService
{
    private readonly SealedSecrets _sealed = new(authority);

    /// <inheritdoc/>
    public Task<VaultSecret> SetAsync(string name, SecretValue value, IReadOnlyDictionary<string, object> metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(metadata);
        DateTimeOffset now = authority.Now();
        var given = new SecretRow(SecretRules.Name(name), value.Type) { Metadata = SecretRules.Metadata(metadata), CreatedAt = now, ModifiedAt = now };
        byte[] box = _sealed.Seal(given, string.Empty, SecretRules.Content(value));
        return authority.ChangeAsync(
            CredentialAction.Change,
            (connection, target) =>
            {
                if (SecretTable.Find(connection, given.Name) is not { } before)
                {
                    SecretTable.TryAdd(connection, given, box);
                    Audit(connection, CredentialAction.Create, given, given.Type.ToString());
                    return Kept(given);
                }

                RefuseIssued(connection, before.Value, target);
                SecretRow replaced = given with { CreatedAt = before.Value.CreatedAt, ModifiedAt = References.NextModification(before.Value.ModifiedAt, now) };
                SecretTable.Replace(connection, before.Row, replaced, box);
                Audit(connection, CredentialAction.Change, replaced, replaced.Type.ToString());
                return Kept(replaced);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RevealedSecret?> RevealAsync(string name, CancellationToken cancellationToken) =>
        authority.Store.Read(connection => SecretTable.Find(connection, name ?? string.Empty)) is null
            ? null
            : await authority.ChangeAsync(CredentialAction.Reveal, (connection, target) => Reveal(connection, target, name), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VaultSecret>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Task.FromResult<IReadOnlyList<VaultSecret>>(authority.Store.Read(connection => connection.InSnapshot(
            snapshot => SecretTable.List(snapshot, name).ConvertAll(
                secret => Kept(secret.Value, IssuedSecretFacts.Read(snapshot, secret.Value, authority.RowContext()))))));
    }

    /// <inheritdoc/>
    public Task<VaultSecret> SetMetadataAsync(string name, IReadOnlyDictionary<string, object> metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        string? given = SecretRules.Metadata(metadata);
        return authority.ChangeAsync(
            CredentialAction.Change,
            (connection, target) =>
            {
                Stored<SecretRow> before = Own(connection, name, target);

                // The secret is bound to its metadata.
                SecretValue value = _sealed.Open(connection, before, string.Empty);
                SecretRow changed = before.Value with { Metadata = given, ModifiedAt = References.NextModification(before.Value.ModifiedAt, authority.Now()) };
                SecretTable.Replace(connection, before.Row, changed, _sealed.Seal(changed, string.Empty, SecretRules.Content(value)));
                Audit(connection, CredentialAction.Change, changed, "metadata");
                return Kept(changed);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Remove,
            (connection, target) =>
            {
                Stored<SecretRow> secret = Own(connection, name, target);
                SecretTable.Remove(connection, secret.Row);
                Audit(connection, CredentialAction.Remove, secret.Value, secret.Value.Type.ToString());
                return 0;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindDamagedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(authority.Store.Read(connection => connection.InSnapshot(
            snapshot => SecretTable.List(snapshot, []).Where(secret => IsDamaged(snapshot, secret, cancellationToken)).Select(secret => secret.Value.Name).ToList())));

    private RevealedSecret? Reveal(StoreConnection connection, AuditTarget target, string name)
    {
        // It may have gone between the two looks.
        if (SecretTable.Find(connection, name) is not { } secret)
        {
            return null;
        }

        IssuedSecretFacts? issued = IssuedSecretFacts.Read(connection, secret.Value, authority.RowContext());
        target.Subject = issued?.Subject ?? Subject(secret.Value);
        if (issued?.State == CredentialState.Expired)
        {
            throw new CredentialException(
                CredentialErrors.InvalidState,
                $"Secret '{secret.Value.Name}' is of no use: {issued.Title} expired on {ApiCredentialService.Utc(issued.ExpiresAt!.Value)}. Renew or rotate it, and read it then.");
        }

        SecretValue value = _sealed.Open(connection, secret, issued?.Id ?? string.Empty);
        authority.Audit(connection, CredentialAction.Reveal, target.Subject, issued is null ? secret.Value.Type.ToString() : $"as secret '{secret.Value.Name}'");
        return new RevealedSecret(Kept(secret.Value, issued), value);
    }

    private bool IsDamaged(StoreConnection connection, Stored<SecretRow> secret, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            IssuedSecretFacts? issued = IssuedSecretFacts.Read(connection, secret.Value, authority.RowContext());
            _ = Kept(secret.Value, issued);
            return _sealed.TryOpen(connection, secret, issued?.Id ?? string.Empty) is null;
        }
        catch (CredentialException exception) when (exception.Code == CredentialErrorCode.StoreCorrupt)
        {
            return true;
        }
    }

    private Stored<SecretRow> Own(StoreConnection connection, string name, AuditTarget target)
    {
        Stored<SecretRow> secret = SecretTable.Find(connection, name ?? string.Empty)
            ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no secret '{name}'.");
        RefuseIssued(connection, secret.Value, target);
        return secret;
    }

    private void RefuseIssued(StoreConnection connection, SecretRow secret, AuditTarget target)
    {
        if (IssuedSecretFacts.Read(connection, secret, authority.RowContext()) is { } issued)
        {
            target.Subject = issued.Subject;
            throw new CredentialException(
                CredentialErrors.InvalidState,
                $"Secret '{secret.Name}' is that of {issued.Title}, which the authority issued; it cannot be changed or removed by itself: {issued.HowToEnd}.");
        }
    }

    private static VaultSecret Kept(SecretRow secret, IssuedSecretFacts? issued = null) => new()
    {
        Name = secret.Name,
        Type = secret.Type,
        Metadata = issued?.Metadata ?? SecretRules.ReadMetadata(secret.Name, secret.Metadata),
        CreatedAt = secret.CreatedAt,
        ModifiedAt = secret.ModifiedAt,
        State = issued?.State,
    };

    private static AuditSubject Subject(SecretRow secret) => new(CredentialSubject.Secret, string.Empty, secret.Name, string.Empty);

    private void Audit(StoreConnection connection, CredentialAction action, SecretRow secret, string detail) => authority.Audit(connection, action, Subject(secret), detail);
}
