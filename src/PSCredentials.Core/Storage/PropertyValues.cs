using System.Text;
using System.Text.Json;

namespace PSCredentials.Storage;

/// <summary>The statements about the values that the rows of a table share.</summary>
internal static class PropertyValues
{
    // How often a long pass looks whether it is still wanted.
    private const int RowsBetweenLooks = 1024;

    /// <summary>Takes the values out of a column's text.</summary>
    public delegate void Reading(ReadOnlySpan<byte> text, ValueTally tally);

    /// <summary>
    /// The values of the column that leads the index of names. It steps from one to the next and counts only what is returned, so that
    /// its cost does not grow with the table.
    /// </summary>
    public static IReadOnlyList<PropertyValue> OfScope(StoreConnection connection, string table, string column, PropertyValueQuery query)
    {
        // What is visible is gone to directly; it may name scopes that hold nothing.
        string scopes = query.VisibleIn is null
            ? Filter.EachScope(table, $"{column}_key")
            : $"WITH scope(it) AS (SELECT DISTINCT value FROM json_each($visible) WHERE EXISTS (SELECT 1 FROM {table} WHERE {column}_key = value) ORDER BY value)";
        Statement statement = connection.Prepared(
                $"{scopes} "
                + $"SELECT (SELECT {column} FROM {table} WHERE {column}_key = it LIMIT 1), (SELECT count(*) FROM {table} WHERE {column}_key = it) "
                + "FROM scope WHERE it <> '' AND it GLOB $pattern LIMIT $first")
            .With("$pattern", Filter.Glob(query.Pattern))
            .With("$first", query.First ?? -1L);
        if (query.VisibleIn is { } visible)
        {
            statement.With("$visible", Filter.Keys(visible));
        }

        using Statement.Rows row = statement.Query();
        var values = new List<PropertyValue>();
        while (row.Next())
        {
            values.Add(new PropertyValue(row.Text(0), row.Number(1)));
        }

        return values;
    }

    /// <summary>The values of any other column, in one pass over the table: an index would cost every issue to serve a list that is seldom asked for.</summary>
    public static IReadOnlyList<PropertyValue> OfColumn(
        StoreConnection connection, string table, string scope, string column, Reading read, PropertyValueQuery query, CancellationToken cancellationToken)
    {
        var tally = new ValueTally();
        using (Statement statement = new Filter().And($"{column} IS NOT NULL").VisibleIn(scope, query.VisibleIn).Prepare(connection, $"SELECT {column} FROM {table}{{where}}"))
        using (Statement.Rows row = statement.Query())
        {
            for (int i = 0; row.Next(); i++)
            {
                if (i % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                read(row.Utf8(0), tally);
            }
        }

        return tally.Matching(connection, query);
    }

    /// <summary>The text is the value.</summary>
    public static void Whole(ReadOnlySpan<byte> text, ValueTally tally) => tally.Add(text);

    /// <summary>The text is a JSON list of values.</summary>
    public static void Items(ReadOnlySpan<byte> text, ValueTally tally) => Each(JsonTokenType.String, text, tally);

    /// <summary>The text is a JSON object whose names are the values.</summary>
    public static void Names(ReadOnlySpan<byte> text, ValueTally tally) => Each(JsonTokenType.PropertyName, text, tally);

    /// <summary>The text is a JSON object in which one name has the value.</summary>
    public static Reading Under(string name)
    {
        string key = Filter.Key(name);

        // The same few names come again and again.
        var known = new Dictionary<byte[], bool>(Utf8Comparer.Instance);
        Dictionary<byte[], bool>.AlternateLookup<ReadOnlySpan<byte>> lookup = known.GetAlternateLookup<ReadOnlySpan<byte>>();
        return (text, tally) =>
        {
            var json = new Utf8JsonReader(text);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                ReadOnlySpan<byte> read = Text(ref json);
                if (!lookup.TryGetValue(read, out bool isMeant))
                {
                    isMeant = string.Equals(Filter.Key(Encoding.UTF8.GetString(read)), key, StringComparison.Ordinal);
                    lookup[read] = isMeant;
                }

                json.Read();
                if (isMeant)
                {
                    tally.Add(Text(ref json));
                }
            }
        };
    }

    private static void Each(JsonTokenType type, ReadOnlySpan<byte> text, ValueTally tally)
    {
        var json = new Utf8JsonReader(text);
        while (json.Read())
        {
            if (json.TokenType == type)
            {
                tally.Add(Text(ref json));
            }
        }
    }

    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader json) => json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
}
