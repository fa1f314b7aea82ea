namespace PSCredentials.Storage;

/// <summary>The statements about last use.</summary>
internal static class LastUseTable
{
    /// <summary>Keeps a use, unless a later one is known already.</summary>
    public static void Record(StoreConnection connection, CredentialFamily family, long row, long at, string? address)
    {
        string table = family switch
        {
            CredentialFamily.ApiCredential => "api_credential",
            CredentialFamily.ApiKey => "api_key",
            _ => "project_credential",
        };
        connection.Prepared(
                $"UPDATE {table} SET last_used_at = $at, last_used_address = coalesce($address, last_used_address) "
                + "WHERE row = $row AND coalesce(last_used_at, 0) <= $at")
            .With("$at", at).With("$address", address).With("$row", row).Execute();
    }
}
