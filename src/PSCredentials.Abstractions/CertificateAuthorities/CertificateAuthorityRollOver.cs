namespace PSCredentials;

/// <summary>What shall take the place of an authority's certificate authority.</summary>
public sealed record CertificateAuthorityRollOver
{
    /// <summary>
    /// The kind of key of a new root; null takes that of the current one. For a key in a token: the kind of key that is made in it where there is none; null where it
    /// has to be there.
    /// </summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>A certificate authority that the user brings; null makes a root.</summary>
    public CertificateAuthoritySource? Source { get; init; }

    /// <summary>The serial number of the one that shall be replaced, so that two who do it at once do it once; null for whichever is current.</summary>
    public string? Replaces { get; init; }
}
