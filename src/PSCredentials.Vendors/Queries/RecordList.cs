namespace PSCredentials.Vendors.Queries;

/// <summary>Puts what a vendor listed into the order of this project's lists, and takes the part that is asked for.</summary>
internal static class RecordList
{
    /// <summary>The records that a filter lets through, by scope and name, or by identifier where the query gives the beginning of one.</summary>
    /// <param name="records">What was listed.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="scope">Their namespace, workspace or project.</param>
    /// <param name="byId">Whether the order is that of identifiers.</param>
    public static IEnumerable<T> Ordered<T>(this IEnumerable<T> records, RecordFilter<T> filter, Func<T, string> scope, bool byId)
        where T : ICredential
    {
        IEnumerable<T> meant = records.Where(filter.Matches);
        return byId
            ? meant.OrderBy(record => record.Id, StringComparer.OrdinalIgnoreCase)
            : meant.OrderBy(record => NameKey.Of(scope(record)), StringComparer.Ordinal).ThenBy(record => NameKey.Of(record.Name), StringComparer.Ordinal);
    }

    /// <summary>Passes over some and takes at most as many as are asked for.</summary>
    /// <param name="records">The records.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="first">How many to take; null takes all.</param>
    public static IEnumerable<T> Page<T>(this IEnumerable<T> records, long skip, long? first)
    {
        foreach (T record in records)
        {
            if (skip-- > 0)
            {
                continue;
            }

            if (first-- <= 0)
            {
                yield break;
            }

            yield return record;
        }
    }
}
