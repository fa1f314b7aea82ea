namespace PSCredentials.Vendors.Queries;

/// <summary>Counts the values that records have in a property. Values that differ in case alone are one, in the spelling that most records have.</summary>
internal static class ValueTally
{
    /// <summary>The values that a query means, in the order of their keys, with how often each is there.</summary>
    /// <param name="values">The values, one for each record that has it; empty ones are passed over.</param>
    /// <param name="query">Which ones.</param>
    public static IReadOnlyList<PropertyValue> Of(IEnumerable<string?> values, PropertyValueQuery query)
    {
        var pattern = new WildcardPattern(query.Pattern);
        return
        [
            .. values
                .OfType<string>()
                .Where(value => value.Length > 0)
                .GroupBy(NameKey.Of, StringComparer.Ordinal)
                .Where(spellings => pattern.Matches(spellings.Key))
                .OrderBy(spellings => spellings.Key, StringComparer.Ordinal)
                .Take(query.First ?? int.MaxValue)
                .Select(spellings => new PropertyValue(Commonest(spellings), spellings.LongCount())),
        ];
    }

    private static string Commonest(IEnumerable<string> spellings) => spellings
        .GroupBy(spelling => spelling, StringComparer.Ordinal)
        .OrderByDescending(spelling => spelling.Count())
        .ThenBy(spelling => spelling.Key, StringComparer.Ordinal)
        .First().Key;
}
