namespace PSCredentials;

/// <summary>Which revocation list to issue.</summary>
public sealed record RevocationListRequest
{
    /// <summary>Whose list: the serial number or the SHA-256 fingerprint of a certificate authority's certificate; null for the current one.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether it lists only what changed since the last full list (RFC 5280, 5.2.4).</summary>
    public bool IsDelta { get; init; }

    /// <summary>How long until the next list is there at the latest, one minute to a year; null takes 7 days for a full list and one for a delta.</summary>
    public TimeSpan? Validity { get; init; }
}
