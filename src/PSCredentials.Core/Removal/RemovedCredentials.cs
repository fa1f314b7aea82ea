using System.Runtime.CompilerServices;
using PSCredentials.Authority;
using PSCredentials.Issuing;
using PSCredentials.Storage;

namespace PSCredentials.Removal;

/// <summary>The part of a listing that a query asks for.</summary>
/// <param name="IsById">Whether it is in the order of id.</param>
/// <param name="After">After which place; null for all.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="First">How many at most; null for all.</param>
internal sealed record ListPart(bool IsById, ListPlace? After, long Skip, long? First);

/// <summary>The records of a family of the embedded authority that were removed and can be restored.</summary>
internal abstract class RemovedCredentials<TRemoved, TCredential, TQuery>(AuthorityContext authority, CredentialFamily family, RemovedShape<TRemoved> shape, string noun)
    : IRemovedCredentialService<TRemoved, TCredential, TQuery>
    where TRemoved : class, TCredential, IRemovedCredential
    where TCredential : class, ICredential
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<TRemoved> ListAsync(TQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ListPart part = Part(query);
        IAsyncEnumerable<TRemoved> list = Paging.ListAsync<TRemoved>(
            (skip, count, after) => authority.Store.Read(connection => connection.InSnapshot(snapshot => RemovedTable.Page(
                snapshot, shape, Matching(query), part.IsById, after is null ? part.After : Place(after.Value), skip, count, Window(snapshot)))),
            part.Skip,
            part.First,
            cancellationToken);
        await foreach (TRemoved item in list)
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(TQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(authority.Store.Read(connection => RemovedTable.Count(connection, shape, Matching(query), Window(connection))));
    }

    /// <inheritdoc/>
    public Task<TRemoved> GetAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        Task.FromResult(authority.Store.Read(connection => Find(connection, reference).Value));

    /// <inheritdoc/>
    public virtual Task<TCredential> RestoreAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        authority.ChangeAsync(CredentialAction.Restore, (connection, _) => Restore(connection, reference), cancellationToken);

    /// <summary>Puts a record back, in the caller's transaction.</summary>
    protected TCredential Restore(StoreConnection connection, CredentialReference reference)
    {
        Stored<TRemoved> stored = Find(connection, reference);
        References.EnsureUnmodified(reference, noun, ModifiedAt(stored.Value));
        EnsureFree(connection, stored.Value);
        long row = RemovedTable.TryPutBack(connection, family, stored.Row) ?? throw Taken(stored.Value);
        DateTimeOffset now = authority.Now();
        TCredential restored = Settle(connection, row, stored.Value, References.NextModification(ModifiedAt(stored.Value), now), now);
        authority.Store.MarkFactsChanged();
        authority.Audit(connection, CredentialAction.Restore, Subject(restored), $"removed by {stored.Value.RemovedBy} on {ApiCredentialService.Utc(stored.Value.RemovedAt)}");
        return restored;
    }

    /// <summary>The part that a query asks for.</summary>
    protected abstract ListPart Part(TQuery query);

    /// <summary>The conditions of a query.</summary>
    protected abstract Filter Matching(TQuery query);

    /// <summary>The place of a record in the order of lists.</summary>
    protected abstract ListPlace Place(TRemoved removed);

    /// <summary>When a record was last changed.</summary>
    protected abstract DateTimeOffset ModifiedAt(TRemoved removed);

    /// <summary>What events call a record.</summary>
    protected abstract AuditSubject Subject(TCredential credential);

    /// <summary>Refuses what has no place any more, before it moves.</summary>
    protected virtual void EnsureFree(StoreConnection connection, TRemoved removed)
    {
    }

    /// <summary>The error that another record has the name.</summary>
    protected abstract CredentialException Taken(TRemoved removed);

    /// <summary>Puts right what has changed around a record that is back in its table.</summary>
    /// <returns>The record as it now is.</returns>
    protected abstract TCredential Settle(StoreConnection connection, long row, TRemoved removed, DateTimeOffset modifiedAt, DateTimeOffset now);

    private Stored<TRemoved> Find(StoreConnection connection, CredentialReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return References.Single(RemovedTable.Find(connection, shape, reference, Window(connection)), noun, reference);
    }

    private RemovalWindow Window(StoreConnection connection) => new(authority.RowContext(), PolicyTable.RemovalRetention(connection));
}
