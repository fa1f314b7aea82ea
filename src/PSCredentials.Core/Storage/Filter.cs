using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>Collects the conditions of a query. Values travel as parameters, never as text of the statement.</summary>
internal sealed class Filter
{
    // Far longer than any name, and within what SQLite takes for a pattern.
    private const int LongestPattern = 16 * 1024;

    private readonly StringBuilder _conditions = new();
    private readonly List<object> _values = [];

    /// <summary>The form that names are compared by: composed, upper case, without regard to the user's language.</summary>
    /// <exception cref="CredentialException">It is nothing that a stored text could equal.</exception>
    public static string Key(string? name)
    {
        // SQLite would read a text with NUL up to there, and so find something else.
        if (name is null || name.Contains('\0', StringComparison.Ordinal) || name.Length > LongestPattern)
        {
            throw CredentialException.Invalid(
                "A name or pattern", name is null ? "is null." : $"holds a NUL character or has more than {LongestPattern} characters.");
        }

        try
        {
            return name.Normalize(NormalizationForm.FormC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            throw CredentialException.Invalid("A name or pattern", "is not well-formed Unicode.");
        }
    }

    /// <summary>A wildcard pattern as GLOB compares it with keys.</summary>
    public static string Glob(string pattern) => Key(Wildcards.ToGlob(pattern));

    /// <summary>
    /// The beginning of a statement that reads <c>it</c>, or null at its end, from <c>scope</c>: it steps through the index from one scope to the
    /// next, so that finding a name anywhere needs no index of its own.
    /// </summary>
    public static string EachScope(string table, string column) =>
        $"WITH RECURSIVE scope(it) AS (SELECT min({column}) FROM {table} UNION ALL "
        + $"SELECT (SELECT min({column}) FROM {table} WHERE {column} > it) FROM scope WHERE it IS NOT NULL)";

    /// <summary>Adds a condition in which <c>?</c> stands for the value.</summary>
    public Filter And(string condition, object value) => And(condition.Replace("?", Add(value), StringComparison.Ordinal));

    /// <summary>Adds a condition.</summary>
    public Filter And(string condition)
    {
        _conditions.Append(_conditions.Length == 0 ? " WHERE " : " AND ").Append('(').Append(condition).Append(')');
        return this;
    }

    /// <summary>The row is meant by a reference.</summary>
    public Filter Means(CredentialReference reference, string table, string scopeColumn)
    {
        ArgumentNullException.ThrowIfNull(reference);
        VisibleIn(scopeColumn, reference.VisibleIn);
        if (reference.Id is { } id)
        {
            return And("id = ?", id.ToLowerInvariant());
        }

        And("name_key = ?", Key(reference.Name ?? string.Empty));
        return reference.Scope is { } scope
            ? And($"{scopeColumn} = ?", Key(scope))
            : And($"{scopeColumn} IN ({EachScope(table, scopeColumn)} SELECT it FROM scope WHERE it IS NOT NULL)");
    }

    /// <summary>The column equals one of the texts, if any are given.</summary>
    public Filter In(string column, IReadOnlyCollection<string> values) =>
        values.Count == 0 ? this : And(IsOneOf(column, JsonSerializer.Serialize(values)));

    /// <summary>The column equals one of the values, if any are given.</summary>
    public Filter In<T>(string column, IReadOnlyCollection<T> values)
        where T : struct, Enum =>
        values.Count == 0
            ? this
            : And(IsOneOf(column, JsonSerializer.Serialize(values.Select(value => Convert.ToInt64(value, CultureInfo.InvariantCulture)))));

    /// <summary>The key column matches one of the wildcard patterns, if any are given.</summary>
    public Filter Like(string column, IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count <= 1)
        {
            return patterns.Count == 0 ? this : And(Matches(column, patterns.First()));
        }

        // Each list is one parameter, since SQLite limits both the parameters and the depth of a condition.
        string[] texts = [.. patterns.Where(pattern => !Wildcards.Has(pattern)).Select(pattern => Key(Wildcards.Unescape(pattern)))];
        string[] globs = [.. patterns.Where(Wildcards.Has).Select(Glob)];
        string isText = IsOneOf(column, JsonSerializer.Serialize(texts));
        return globs.Length == 0
            ? And(isText)
            : And($"{isText} OR EXISTS (SELECT 1 FROM json_each({Add(JsonSerializer.Serialize(globs))}) WHERE {column} GLOB value)");
    }

    /// <summary>The key column equals one of the names, if they are limited; no name lets no row through.</summary>
    public Filter VisibleIn(string column, IReadOnlyList<string>? names) =>
        names is null ? this
        : names.Count == 1 ? And($"{column} = ?", Key(names[0]))
        : And(IsOneOf(column, Keys(names)));

    /// <summary>The keys of names as a JSON list.</summary>
    public static string Keys(IReadOnlyList<string> names) => JsonSerializer.Serialize(names.Select(Key));

    /// <summary>One of the texts in the column's JSON list matches one of the patterns.</summary>
    public Filter Items(string column, IReadOnlyCollection<string> patterns) =>
        And($"EXISTS (SELECT 1 FROM json_each({column}) WHERE {string.Join(" OR ", patterns.Select(pattern => Matches("as_key(value)", pattern)))})");

    /// <summary>The identifier begins with a text, if one is given.</summary>
    public Filter IdBegins(string? prefix)
    {
        if (prefix is null)
        {
            return this;
        }

        // Identifiers are ASCII, so that a '~' after the text comes after all that begin with it.
        string key = prefix.ToLowerInvariant();
        return key.All(c => c is > '\0' and < '~') ? And($"id >= {Add(key)} AND id < {Add(key + "~")}") : And("0");
    }

    /// <summary>The column's JSON object has each label with a value that matches.</summary>
    public Filter Labels(string column, IReadOnlyDictionary<string, string> labels)
    {
        foreach ((string label, string pattern) in labels)
        {
            And($"EXISTS (SELECT 1 FROM json_each({column}) WHERE as_key(key) = {Add(Key(label))} AND {Matches("as_key(value)", pattern)})");
        }

        return this;
    }

    /// <summary>One of the states, computed by the same rule as <see cref="CredentialStates.At"/>.</summary>
    public Filter States(IReadOnlyCollection<CredentialState> states, DateTimeOffset now, bool canBeRevoked)
    {
        if (states.Count == 0)
        {
            return this;
        }

        string? added = null;
        string Moment() => added ??= Add(now.ToUnixTimeMilliseconds());
        string alive = canBeRevoked ? "revoked_at IS NULL AND " : string.Empty;
        return And(string.Join(" OR ", states.Select(state => state switch
        {
            CredentialState.Revoked => canBeRevoked ? "revoked_at IS NOT NULL" : "0",
            CredentialState.Expired => $"({alive}expires_at <= {Moment()})",
            CredentialState.Disabled => $"({alive}expires_at > {Moment()} AND disabled_at IS NOT NULL)",
            _ => $"({alive}expires_at > {Moment()} AND disabled_at IS NULL)",
        })));
    }

    /// <summary>Limits on the expiry.</summary>
    public Filter Expiry(DateTimeOffset? expiringBefore, DateTimeOffset? expiredBefore, DateTimeOffset now)
    {
        if (expiringBefore is { } limit)
        {
            And("expires_at > ?", now.ToUnixTimeMilliseconds()).And("expires_at <= ?", limit.ToUnixTimeMilliseconds());
        }

        if (expiredBefore is { } moment)
        {
            And("expires_at <= ?", now.ToUnixTimeMilliseconds()).And("expires_at < ?", moment.ToUnixTimeMilliseconds());
        }

        return this;
    }

    /// <summary>The row comes after a place in the order of two columns.</summary>
    public Filter After(string first, string firstValue, string second, string secondValue) =>
        And($"({first}, {second}) > ({Add(firstValue)}, {Add(secondValue)})");

    /// <summary>The row comes after a place in the order of three columns.</summary>
    public Filter After(string first, string firstValue, string second, string secondValue, string third, string thirdValue) =>
        And($"({first}, {second}, {third}) > ({Add(firstValue)}, {Add(secondValue)}, {Add(thirdValue)})");

    /// <summary>The statement for a text with the conditions in the place of <c>{where}</c>; the caller disposes it.</summary>
    public Statement Prepare(StoreConnection connection, string sql)
    {
        Statement statement = connection.OneTimeStatement(sql.Replace("{where}", _conditions.ToString(), StringComparison.Ordinal));
        for (int i = 0; i < _values.Count; i++)
        {
            statement.WithAny(Name(i), _values[i]);
        }

        return statement;
    }

    /// <summary>Maps a row.</summary>
    public delegate T RowMap<T>(Statement.Rows row);

    /// <summary>Reads all rows of a text with the conditions in the place of <c>{where}</c>.</summary>
    public List<T> Read<T>(StoreConnection connection, string sql, RowMap<T> map)
    {
        using Statement statement = Prepare(connection, sql);
        using Statement.Rows row = statement.Query();
        var list = new List<T>();
        while (row.Next())
        {
            list.Add(map(row));
        }

        return list;
    }

    private static string Name(int index) => "$p" + index.ToString(CultureInfo.InvariantCulture);

    private string IsOneOf(string column, string json) => $"{column} IN (SELECT value FROM json_each({Add(json)}))";

    private string Matches(string column, string pattern) =>
        Wildcards.Has(pattern) ? $"{column} GLOB {Add(Glob(pattern))}" : $"{column} = {Add(Key(Wildcards.Unescape(pattern)))}";

    private string Add(object value)
    {
        _values.Add(value);
        return Name(_values.Count - 1);
    }
}
