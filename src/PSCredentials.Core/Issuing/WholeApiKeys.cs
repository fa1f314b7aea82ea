using System.Runtime.CompilerServices;
using System.Text;
using PSCredentials.Authority;
using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Issuing;

/// <summary>API keys whole, from their sealed copies.</summary>
internal sealed class WholeApiKeys(AuthorityContext authority)
{
    // No key can have this name.
    private const string AllNames = "*";

    /// <summary>What a sealed copy is bound to, so that none passes for that of another key.</summary>
    public byte[] SealingContext(string id) => Encoding.UTF8.GetBytes($"{authority.Id}/api-key/{id}");

    /// <summary>A key with its secret.</summary>
    /// <exception cref="CredentialException">The sealed copy is damaged.</exception>
    public IssuedApiKey Open(StoreConnection connection, Stored<ApiKey> stored)
    {
        byte[] secret = KeySealer.Open(authority.Keys.SealingKey, ApiKeyTable.Sealed(connection, stored.Row), SealingContext(stored.Value.Id))
            ?? throw new CredentialException(CredentialErrors.StoreDamaged, $"The sealed copy of API key '{stored.Value.Name}' is damaged.");
        return new IssuedApiKey(stored.Value, new SecretText(Encoding.ASCII.GetString(secret)));
    }

    /// <summary>Lists keys, whole where the query allows it. The event about it is on disk before the first one leaves.</summary>
    public async IAsyncEnumerable<ApiKey> ListAsync(ApiKeyQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string>? whole = query.WholeIn is null ? null : [.. query.WholeIn.Select(Filter.Key)];
        await NoteAsync(query, whole, cancellationToken);
        await authority.LastUse.FlushAsync(cancellationToken);
        IAsyncEnumerable<ApiKey> list = Paging.ListAsync<ApiKey>(
            (skip, count, after) => authority.Store.Read(connection => connection.InSnapshot(
                snapshot => ApiKeyTable.Page(snapshot, query, ApiKeyTable.Place(after), skip, count, authority.RowContext())
                    .ConvertAll(stored => whole?.Contains(Filter.Key(stored.Value.Workspace)) != false ? stored with { Value = Open(snapshot, stored) } : stored))),
            query.Skip,
            query.First,
            cancellationToken);
        await foreach (ApiKey item in list)
        {
            yield return item;
        }
    }

    private async Task NoteAsync(ApiKeyQuery query, HashSet<string>? whole, CancellationToken cancellationToken)
    {
        ApiKeyQuery revealed = whole is null ? query : query with { VisibleIn = [.. whole.Where(name => query.VisibleIn?.Select(Filter.Key).Contains(name) != false)] };
        if (authority.Store.Read(connection => ApiKeyTable.Count(connection, revealed, authority.Now())) is > 0 and long count)
        {
            await authority.ChangeAsync(
                CredentialAction.Reveal,
                (connection, _) =>
                {
                    authority.Audit(
                        connection,
                        CredentialAction.Reveal,
                        new AuditSubject(CredentialSubject.ApiKey, string.Empty, AllNames, string.Join(", ", query.Workspace)),
                        $"a list of up to {Math.Min(count, query.First ?? count)}");
                    return 0;
                },
                cancellationToken);
        }
    }
}
