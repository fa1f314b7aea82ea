using System.Runtime.CompilerServices;

namespace PSCredentials.Storage;

/// <summary>Reads a listing page by page, so that memory stays flat and no reader holds the database while the consumer works.</summary>
internal static class Paging
{
    private const int PageSize = 500;

    /// <summary>Reads a page: how many rows to pass over, how many to return, and after which row.</summary>
    public delegate List<Stored<T>> PageReader<T>(long skip, long count, Stored<T>? after);

    /// <summary>Streams what the pages hold.</summary>
    public static async IAsyncEnumerable<T> ListAsync<T>(
        PageReader<T> read, long skip, long? first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stored<T>? last = null;
        for (long left = first ?? long.MaxValue; left > 0; left -= PageSize, skip = 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            long size = Math.Min(left, PageSize);
            List<Stored<T>> page = read(skip, size, last);
            foreach (Stored<T> stored in page)
            {
                yield return stored.Value;
            }

            if (page.Count < size)
            {
                yield break;
            }

            last = page[^1];
        }
    }
}
