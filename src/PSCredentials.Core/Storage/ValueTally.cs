namespace PSCredentials.Storage;

/// <summary>Counts the values that rows have. Values that differ in case alone are one, in the spelling that most rows have.</summary>
internal sealed class ValueTally
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a value.</summary>
    public void Add(string value) => _counts[value] = _counts.GetValueOrDefault(value) + 1;

    /// <summary>The values that a query means, in the order of their keys.</summary>
    public IReadOnlyList<PropertyValue> Matching(StoreConnection connection, PropertyValueQuery query)
    {
        // The database itself compares, so that a pattern means the same here as in a listing.
        Statement matches = connection.Prepared("SELECT $key GLOB $pattern").With("$pattern", Filter.Glob(query.Pattern));
        return
        [
            .. _counts
                .Where(value => value.Key.Length > 0)
                .GroupBy(value => Filter.Key(value.Key), StringComparer.Ordinal)
                .Where(spellings => matches.With("$key", spellings.Key).Scalar() != 0)
                .OrderBy(spellings => spellings.Key, StringComparer.Ordinal)
                .Take(query.First ?? int.MaxValue)
                .Select(spellings => new PropertyValue(
                    spellings.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).First().Key,
                    spellings.Sum(value => value.Value))),
        ];
    }
}
