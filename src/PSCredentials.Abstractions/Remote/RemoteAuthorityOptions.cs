using System.Security.Cryptography.X509Certificates;

namespace PSCredentials;

/// <summary>Which remote authority to connect to, as whom, and how.</summary>
public sealed record RemoteAuthorityOptions
{
    /// <summary>How long one attempt may take by default.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    /// <summary>How often a request is sent again by default.</summary>
    public const int DefaultRetries = 4;

    /// <summary>What speaks there.</summary>
    public required RemoteProvider Provider { get; init; }

    /// <summary>Its address, http or https without user, query and fragment; the paths of the contract are put behind it.</summary>
    public required Uri Address { get; init; }

    /// <summary>The name the session calls it by; null takes the address's host.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What to present: an API token (F5 Distributed Cloud, this project's service), a key (KubeSlice Manager, this project's service) or a personal access token (Apinizer). Null where a
    /// certificate is presented.
    /// </summary>
    public SecretText? Token { get; init; }

    /// <summary>The client certificate to present, with its private key; null where a token is presented.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The certificates between <see cref="Certificate"/> and an authority that the server trusts, sent along with it (RFC 8446, 4.4.2), in any order; empty where it needs none.</summary>
    public IReadOnlyList<X509Certificate2> CertificateChain { get; init; } = [];

    /// <summary>The proxy to go through; null takes what the environment and the system say.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The certificate authorities that are trusted for the server beside none of the system's; empty trusts the system's.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthorities { get; init; } = [];

    /// <summary>Takes any certificate of the server's: whoever is in between reads all that is sent.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How often a request is sent again that was not done for a reason that passes.</summary>
    public int Retries { get; init; } = DefaultRetries;
}
