namespace PSCredentials;

/// <summary>A secret that a vault keeps, without what it holds. A snapshot of the moment it was read.</summary>
public sealed record VaultSecret
{
    /// <summary>Its name, unique in the vault without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public SecretValueType Type { get; init; }

    /// <summary>What is noted beside it: values of type <see cref="string"/>, <see cref="int"/> and <see cref="DateTime"/>. Of an issued credential they are its facts.</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; init; } = new Dictionary<string, object>();

    /// <summary>When it was kept first.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it or its metadata last changed.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The state of the credential that the authority issued; null where it is none of those.</summary>
    public CredentialState? State { get; init; }

    /// <summary>Its name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
