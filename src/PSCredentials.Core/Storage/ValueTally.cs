using System.Runtime.InteropServices;
using System.Text;

namespace PSCredentials.Storage;

/// <summary>Counts the values that rows have. Values that differ in case alone are one, in the spelling that most rows have.</summary>
internal sealed class ValueTally
{
    private readonly Dictionary<byte[], long> _counts = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], long>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    /// <summary>Nothing is counted yet.</summary>
    public ValueTally() => _lookup = _counts.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Counts a value.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        ref long count = ref CollectionsMarshal.GetValueRefOrAddDefault(_lookup, value, out _);
        count++;
    }

    /// <summary>The values that a query means, in the order of their keys.</summary>
    public IReadOnlyList<PropertyValue> Matching(StoreConnection connection, PropertyValueQuery query)
    {
        string pattern = Filter.Glob(query.Pattern);
        int wildcard = pattern.AsSpan().IndexOfAny('*', '?', '[');
        string beginning = wildcard < 0 ? pattern : pattern[..wildcard];
        bool isBeginning = wildcard >= 0 && pattern[wildcard..] == "*";

        // What goes beyond a beginning the database itself compares, so that a pattern means the same here as in a listing.
        Statement matches = connection.Prepared("SELECT $key GLOB $pattern").With("$pattern", pattern);
        var values = new Dictionary<string, Spellings>(StringComparer.Ordinal);
        foreach ((byte[] text, long count) in _counts)
        {
            string value = Encoding.UTF8.GetString(text);
            string key = Filter.Key(value);
            if (key.Length > 0 && key.StartsWith(beginning, StringComparison.Ordinal) && (isBeginning || matches.With("$key", key).Scalar() != 0))
            {
                values[key] = values.TryGetValue(key, out Spellings? others) ? others.With(value, count) : new Spellings(value, count, count);
            }
        }

        return
        [
            .. values
                .OrderBy(value => value.Key, StringComparer.Ordinal)
                .Take(query.First ?? int.MaxValue)
                .Select(value => new PropertyValue(value.Value.Best, value.Value.All)),
        ];
    }

    /// <summary>The spellings of one value.</summary>
    /// <param name="Best">The one that most rows have.</param>
    /// <param name="Most">How many have that one.</param>
    /// <param name="All">How many have any.</param>
    private sealed record Spellings(string Best, long Most, long All)
    {
        public Spellings With(string other, long count) =>
            count > Most || (count == Most && string.CompareOrdinal(other, Best) < 0)
                ? new Spellings(other, count, All + count)
                : this with { All = All + count };
    }
}
