using System.Runtime.CompilerServices;
using PSCredentials.Authority;
using PSCredentials.Storage;

namespace PSCredentials.Audit;

/// <summary>The audit trail of the embedded authority.</summary>
internal sealed class AuditService(AuthorityContext authority) : IAuditService
{
    private const int PageSize = 500;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CredentialEvent> ListAsync(CredentialEventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await authority.Reuses.FlushAsync(cancellationToken);
        long left = query.Newest ?? long.MaxValue;
        long after = left > 0 && query.Newest is not null ? authority.Store.Read(connection => EventTable.StartOfNewest(connection, query, left)) : 0;
        after = Math.Max(after, query.AfterSequence ?? 0);
        while (left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            List<CredentialEvent> page = authority.Store.Read(
                connection => EventTable.Page(connection, query, after, (int)Math.Min(left, PageSize), authority.Name));
            foreach (CredentialEvent entry in page)
            {
                yield return entry;
                after = entry.Sequence;
            }

            left = page.Count == PageSize ? left - PageSize : 0;
        }
    }
}
