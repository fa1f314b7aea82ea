namespace PSCredentials;

/// <summary>What every member of the credential family has.</summary>
public interface ICredential
{
    /// <summary>The identifier the authority gave it.</summary>
    string Id { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Whether it could be used when this object was read.</summary>
    CredentialState State { get; }

    /// <summary>When it was made.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>When it stops working.</summary>
    DateTimeOffset ExpiresAt { get; }

    /// <summary>The name of the authority that issued it.</summary>
    string Authority { get; }
}
