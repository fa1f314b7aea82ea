using System.Security.Cryptography;
using System.Text;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Connections;

/// <summary>The saved connections of the embedded authority.</summary>
internal sealed class CredentialConnectionService(AuthorityContext authority) : ICredentialConnectionService
{
    /// <inheritdoc/>
    public Task<CredentialConnection> SaveAsync(CredentialConnection connection, SecretText? token, bool replace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        DateTimeOffset now = authority.Now();
        CredentialConnection checkedConnection = ConnectionRules.Check(connection, token) with { CreatedAt = now, ModifiedAt = now, Authority = authority.Name };
        byte[]? sealedToken = token is null ? null : Seal(checkedConnection, token);
        return authority.ChangeAsync(
            CredentialAction.SaveConnection,
            (store, _) =>
            {
                CredentialConnection? before = ConnectionTable.Find(store, checkedConnection.Name, authority.Name);
                if (before is not null && !replace)
                {
                    throw new CredentialException(CredentialErrors.AlreadyExists, $"There is already a connection '{before.Name}'; -Force replaces it.");
                }

                CredentialConnection saved = checkedConnection with { CreatedAt = before?.CreatedAt ?? now };
                ConnectionTable.Put(store, saved, sealedToken);
                Audit(store, CredentialAction.SaveConnection, saved, Detail(saved, before is not null));
                return saved;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CredentialConnection>> ListAsync(IReadOnlyList<string> name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CredentialConnection>>(authority.Store.Read(store => ConnectionTable.List(store, name, authority.Name)));

    /// <inheritdoc/>
    public Task<SecretText> RevealTokenAsync(CredentialConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return authority.ChangeAsync(
            CredentialAction.Reveal,
            (store, _) =>
            {
                CredentialConnection known = Find(store, connection.Name);
                if (known.ModifiedAt != connection.ModifiedAt || known.Uri != connection.Uri)
                {
                    throw new CredentialException(CredentialErrors.ModifiedMeanwhile, $"Connection '{known.Name}' was saved anew meanwhile.");
                }

                byte[] sealedToken = ConnectionTable.SealedToken(store, known.Name)
                    ?? throw new CredentialException(CredentialErrors.NotFound, $"Connection '{known.Name}' keeps no token.");
                byte[] token = authority.Keys.OpenConnectionToken(authority.Id, known, sealedToken);
                Audit(store, CredentialAction.Reveal, known, string.Empty);
                var revealed = new SecretText(Encoding.ASCII.GetString(token));
                CryptographicOperations.ZeroMemory(token);
                return revealed;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        authority.ChangeAsync(
            CredentialAction.Remove,
            (store, _) =>
            {
                CredentialConnection known = Find(store, name);
                ConnectionTable.Remove(store, known.Name);
                Audit(store, CredentialAction.Remove, known, string.Empty);
                return 0;
            },
            cancellationToken);

    private CredentialConnection Find(StoreConnection store, string name) =>
        ConnectionTable.Find(store, name, authority.Name) ?? throw new CredentialException(CredentialErrors.NotFound, $"There is no saved connection '{name}'.");

    private byte[] Seal(CredentialConnection connection, SecretText token)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(token.Reveal());
        byte[] box = authority.Keys.SealConnectionToken(authority.Id, connection, bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return box;
    }

    private static string Detail(CredentialConnection connection, bool replaces)
    {
        string presents = connection switch
        {
            { HasToken: true } => ", with its token sealed",
            { SecretName: { } name } => $", with its token in SecretManagement as {name}",
            { CertificatePath: { } path } => $", with the certificate {path}",
            _ => string.Empty,
        };
        return $"{connection.Provider} {connection.Uri}{presents}{(replaces ? "; replaces what was saved" : string.Empty)}";
    }

    private void Audit(StoreConnection store, CredentialAction action, CredentialConnection connection, string detail) =>
        authority.Audit(store, action, new AuditSubject(CredentialSubject.Connection, string.Empty, connection.Name, string.Empty), detail);
}
