namespace PSCredentials.Storage;

/// <summary>The statements about saved connections.</summary>
internal static class ConnectionTable
{
    private const string Columns =
        "name, provider, address, proxy, certificate_authority, skip_check, timeout, retries, certificate_path, sealed_token IS NOT NULL, secret_name, secret_vault, created_at, modified_at";

    /// <summary>Puts a connection in the place of the one of its name, or where there is none.</summary>
    public static void Put(StoreConnection connection, CredentialConnection saved, byte[]? sealedToken) =>
        connection.Prepared(
                "INSERT OR REPLACE INTO connection (name_key, name, provider, address, proxy, certificate_authority, skip_check, timeout, retries, certificate_path, "
                + "sealed_token, secret_name, secret_vault, created_at, modified_at) "
                + "VALUES ($key, $name, $provider, $address, $proxy, $ca, $skip, $timeout, $retries, $certificate, $sealed, $secret, $vault, $created, $modified)")
            .With("$key", Filter.Key(saved.Name))
            .With("$name", saved.Name)
            .With("$provider", saved.Provider.ToString())
            .With("$address", saved.Uri!.AbsoluteUri)
            .With("$proxy", saved.Proxy?.AbsoluteUri)
            .With("$ca", saved.CertificateAuthority)
            .With("$skip", saved.SkipCertificateCheck ? 1 : 0)
            .With("$timeout", saved.OperationTimeoutSeconds)
            .With("$retries", saved.MaximumRetryCount)
            .With("$certificate", saved.CertificatePath)
            .With("$sealed", sealedToken)
            .With("$secret", saved.SecretName)
            .With("$vault", saved.SecretVault)
            .With("$created", saved.CreatedAt)
            .With("$modified", saved.ModifiedAt)
            .Execute();

    /// <summary>Lists connections by name.</summary>
    public static List<CredentialConnection> List(StoreConnection connection, IReadOnlyList<string> name, string authority) =>
        new Filter().Like("name_key", name).Read(connection, $"SELECT {Columns} FROM connection{{where}} ORDER BY name_key", reader => Row(reader, authority));

    /// <summary>Finds a connection by its name.</summary>
    public static CredentialConnection? Find(StoreConnection connection, string name, string authority)
    {
        Statement statement = connection.Prepared($"SELECT {Columns} FROM connection WHERE name_key = $key").With("$key", Filter.Key(name));
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? Row(reader, authority) : null;
    }

    /// <summary>The sealed token of a connection; null where none is kept.</summary>
    public static byte[]? SealedToken(StoreConnection connection, string name)
    {
        Statement statement = connection.Prepared("SELECT sealed_token FROM connection WHERE name_key = $key").With("$key", Filter.Key(name));
        using Statement.Rows reader = statement.Query();
        return reader.Next() ? reader.OptionalBytes(0) : null;
    }

    /// <summary>Deletes a connection.</summary>
    public static void Remove(StoreConnection connection, string name) =>
        connection.Prepared("DELETE FROM connection WHERE name_key = $key").With("$key", Filter.Key(name)).Execute();

    private static CredentialConnection Row(Statement.Rows reader, string authority) => new()
    {
        Name = reader.Text(0),
        Provider = Enum.TryParse(reader.Text(1), out RemoteProvider provider)
            ? provider
            : throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault is damaged: connection '{reader.Text(0)}' is to a provider that is not known."),
        Uri = new Uri(reader.Text(2)),
        Proxy = reader.OptionalText(3) is { } proxy ? new Uri(proxy) : null,
        CertificateAuthority = reader.OptionalText(4),
        SkipCertificateCheck = reader.Number(5) != 0,
        OperationTimeoutSeconds = (int?)reader.OptionalNumber(6),
        MaximumRetryCount = (int?)reader.OptionalNumber(7),
        CertificatePath = reader.OptionalText(8),
        HasToken = reader.Number(9) != 0,
        SecretName = reader.OptionalText(10),
        SecretVault = reader.OptionalText(11),
        CreatedAt = reader.Time(12),
        ModifiedAt = reader.Time(13),
        Authority = authority,
    };
}
