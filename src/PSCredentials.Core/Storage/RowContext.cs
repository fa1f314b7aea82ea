namespace PSCredentials.Storage;

/// <summary>What a row needs beside its columns to become a record.</summary>
/// <param name="Now">The moment it is read at.</param>
/// <param name="Authority">The name of the authority.</param>
/// <param name="IssuerName">The name of a certificate authority by its row.</param>
internal sealed record RowContext(DateTimeOffset Now, string Authority, Func<long, string> IssuerName);
