namespace PSCredentials.Tests.Profile;

/// <summary>What a certificate is meant to be.</summary>
internal enum CertificateKind
{
    /// <summary>A client's.</summary>
    Client,

    /// <summary>A certificate authority's.</summary>
    Authority,

    /// <summary>One of a key that signs status answers.</summary>
    OcspSigner,
}
