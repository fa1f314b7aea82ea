namespace PSCredentials.Vendors.Queries;

/// <summary>The conditions of a query on records that a vendor listed, where the vendor has no filter of its own. What is not given lets every record through.</summary>
/// <typeparam name="T">The kind of record.</typeparam>
internal sealed class RecordFilter<T>
    where T : ICredential
{
    private readonly List<Func<T, bool>> _conditions = [];

    /// <summary>Whether a record is meant.</summary>
    public bool Matches(T record) => _conditions.TrueForAll(condition => condition(record));

    /// <summary>The text matches one of the patterns.</summary>
    public RecordFilter<T> Like(IReadOnlyCollection<string> patterns, Func<T, string> text) => Items(patterns, record => [text(record)]);

    /// <summary>One of the texts matches one of the patterns.</summary>
    public RecordFilter<T> Items(IReadOnlyCollection<string> patterns, Func<T, IEnumerable<string>> texts)
    {
        WildcardPattern[] given = [.. patterns.Select(pattern => new WildcardPattern(pattern))];
        return given.Length == 0 ? this : And(record => texts(record).Any(text => Array.Exists(given, pattern => pattern.Matches(text))));
    }

    /// <summary>The value is one of the given.</summary>
    public RecordFilter<T> In<TValue>(IReadOnlyCollection<TValue> values, Func<T, TValue> value) =>
        values.Count == 0 ? this : And(record => values.Contains(value(record)));

    /// <summary>The identifier is one of the given and begins with the text, without regard to case.</summary>
    public RecordFilter<T> Id(IReadOnlyCollection<string> ids, string? prefix)
    {
        if (ids.Count > 0)
        {
            var given = ids.ToHashSet(StringComparer.OrdinalIgnoreCase);
            And(record => given.Contains(record.Id));
        }

        return prefix is null ? this : And(record => record.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The scope is one of the given, by its exact name without regard to case; null is no limit, and none lets nothing through.</summary>
    public RecordFilter<T> VisibleIn(IReadOnlyList<string>? scopes, Func<T, string> scope)
    {
        if (scopes is null)
        {
            return this;
        }

        HashSet<string> keys = [.. scopes.Select(NameKey.OfGiven)];
        return And(record => keys.Contains(NameKey.Of(scope(record))));
    }

    /// <summary>Each label is there with a value that matches its pattern.</summary>
    public RecordFilter<T> Labels(IReadOnlyDictionary<string, string> labels, Func<T, IReadOnlyDictionary<string, string>> has)
    {
        foreach ((string label, string value) in labels)
        {
            string key = NameKey.OfGiven(label);
            var pattern = new WildcardPattern(value);
            And(record => has(record).Any(pair => NameKey.Of(pair.Key) == key && pattern.Matches(pair.Value)));
        }

        return this;
    }

    /// <summary>The state is one of the given, and the expiry within its limits.</summary>
    /// <param name="states">The states.</param>
    /// <param name="expiringBefore">It has not expired, and does at or before this moment.</param>
    /// <param name="expiredBefore">It expired before this moment.</param>
    /// <param name="now">The present.</param>
    public RecordFilter<T> Life(IReadOnlyCollection<CredentialState> states, DateTimeOffset? expiringBefore, DateTimeOffset? expiredBefore, DateTimeOffset now)
    {
        In(states, record => record.State);
        if (expiringBefore is { } limit)
        {
            And(record => record.ExpiresAt > now && record.ExpiresAt <= limit);
        }

        return expiredBefore is { } moment ? And(record => record.ExpiresAt <= now && record.ExpiresAt < moment) : this;
    }

    private RecordFilter<T> And(Func<T, bool> condition)
    {
        _conditions.Add(condition);
        return this;
    }
}
