namespace PSCredentials.Storage;

/// <summary>What a row needs beside its columns to become a record.</summary>
/// <param name="Now">The moment it is read at.</param>
/// <param name="Authority">The name of the authority.</param>
internal sealed record RowContext(DateTimeOffset Now, string Authority);
