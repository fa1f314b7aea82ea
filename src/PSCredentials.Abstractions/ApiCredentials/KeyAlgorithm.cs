namespace PSCredentials;

/// <summary>The kinds of key that a client certificate can be for (RFC 5480, RFC 8017, RFC 8410).</summary>
public enum KeyAlgorithm
{
    /// <summary>ECDSA on P-256 (NIST SP 800-186): small, fast, and taken everywhere.</summary>
    EcdsaP256,

    /// <summary>ECDSA on P-384 (NIST SP 800-186).</summary>
    EcdsaP384,

    /// <summary>RSA with a modulus of 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA with a modulus of 3072 bits.</summary>
    Rsa3072,

    /// <summary>RSA with a modulus of 4096 bits.</summary>
    Rsa4096,

    /// <summary>Ed25519 (RFC 8032). The platform's own TLS, and so .NET, does not take it; OpenSSL and GnuTLS do.</summary>
    Ed25519,
}
