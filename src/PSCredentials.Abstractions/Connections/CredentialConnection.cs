namespace PSCredentials;

/// <summary>How to connect to a remote authority, as a vault keeps it. It holds no secret.</summary>
public sealed record CredentialConnection
{
    /// <summary>Its name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What speaks there.</summary>
    public RemoteProvider Provider { get; init; }

    /// <summary>The address.</summary>
    public Uri? Uri { get; init; }

    /// <summary>The proxy to go through; null takes what the environment and the system say.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The CA certificates, in PEM, that are trusted for the server; null means the system's.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Whether any certificate of the server's is taken.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long one attempt of a request may take, in seconds; null takes the default.</summary>
    public int? OperationTimeoutSeconds { get; init; }

    /// <summary>How often a request is sent again that was not done for a reason that passes; null takes the default.</summary>
    public int? MaximumRetryCount { get; init; }

    /// <summary>The file of the client certificate to present; null where a token is presented. Its password is not kept.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Whether the vault keeps the token, sealed.</summary>
    public bool HasToken { get; init; }

    /// <summary>The name under which SecretManagement has the token; null where it does not.</summary>
    public string? SecretName { get; init; }

    /// <summary>The vault of SecretManagement that has it; null asks all of them.</summary>
    public string? SecretVault { get; init; }

    /// <summary>When it was saved first.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was saved last.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The name of the authority whose vault keeps it.</summary>
    public string Authority { get; init; } = string.Empty;

    /// <summary>The connection's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
