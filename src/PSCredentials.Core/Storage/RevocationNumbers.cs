namespace PSCredentials.Storage;

/// <summary>The numbers of a certificate authority's revocation lists, as the vault keeps them (RFC 5280, 5.2.3).</summary>
/// <param name="Last">The number of the last list of either kind; 0 before the first.</param>
/// <param name="LastFull">The number of the last full list; 0 before the first.</param>
/// <param name="LastFullAt">When it was issued.</param>
internal sealed record RevocationNumbers(long Last, long LastFull, DateTimeOffset LastFullAt)
{
    /// <summary>Reads the numbers of a certificate authority.</summary>
    public static RevocationNumbers Read(StoreConnection connection, long issuer)
    {
        using Statement.Rows rows = connection.Prepared("SELECT list_number, full_list_number, full_list_at FROM certificate_authority WHERE row = $row")
            .With("$row", issuer).Query();
        return rows.Next()
            ? new RevocationNumbers(rows.Number(0), rows.Number(1), rows.Time(2))
            : throw new CredentialException(CredentialErrors.StoreDamaged, "The vault is damaged: a certificate authority of it is missing.");
    }

    /// <summary>Writes the numbers of a certificate authority.</summary>
    public void Write(StoreConnection connection, long issuer) =>
        connection.Prepared("UPDATE certificate_authority SET list_number = $last, full_list_number = $full, full_list_at = $at WHERE row = $row")
            .With("$last", Last).With("$full", LastFull).With("$at", LastFullAt).With("$row", issuer).Execute();
}
