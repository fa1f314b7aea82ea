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
        long after = query.Newest is { } newest ? authority.Store.Read(connection => EventTable.StartOfNewest(connection, query, newest)) : 0;
        int count;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            List<CredentialEvent> page = authority.Store.Read(connection => EventTable.Page(connection, query, after, PageSize, authority.Name));
            foreach (CredentialEvent entry in page)
            {
                yield return entry;
                after = entry.Sequence;
            }

            count = page.Count;
        }
        while (count == PageSize);
    }
}
