namespace PSCredentials.Storage;

/// <summary>How the removed records of a family are kept and read.</summary>
/// <typeparam name="T">A removed record.</typeparam>
/// <param name="Table">Their table.</param>
/// <param name="ScopeColumn">The column of the key of what their names are unique in.</param>
/// <param name="Columns">The columns of a record.</param>
/// <param name="Read">Makes a record of them.</param>
internal sealed record RemovedShape<T>(string Table, string ScopeColumn, string Columns, RemovedShape<T>.Map Read)
{
    /// <summary>Makes a record of a row that begins with its columns.</summary>
    public delegate T Map(Statement.Rows row, RowContext context, RemovalFacts removal);
}

/// <summary>Which removed records are read, and as of when.</summary>
/// <param name="Rows">What rows need to become records.</param>
/// <param name="Retention">How long a removal can be undone.</param>
internal sealed record RemovalWindow(RowContext Rows, TimeSpan Retention)
{
    /// <summary>What was removed at this moment or before can no longer be restored.</summary>
    public long EndedBefore => (Rows.Now - Retention).ToUnixTimeMilliseconds();
}
