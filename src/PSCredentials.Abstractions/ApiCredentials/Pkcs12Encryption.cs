namespace PSCredentials;

/// <summary>How a PKCS#12 bundle (RFC 7292) is encrypted and authenticated by its password.</summary>
public enum Pkcs12Encryption
{
    /// <summary>AES-256-CBC under PBKDF2-HMAC-SHA-256 (PBES2, RFC 8018), and HMAC-SHA-256 under the key derivation of RFC 7292. What programs of this decade read.</summary>
    Aes256,

    /// <summary>Triple DES and HMAC-SHA-1 under the key derivation of RFC 7292, for old readers that take nothing else. It protects little.</summary>
    Legacy,

    /// <summary>As <see cref="Aes256"/>, but authenticated by PBMAC1 (RFC 9879): no key comes from the derivation of RFC 7292. OpenSSL reads it from 3.4 on; .NET 10 does not.</summary>
    Pbmac1,
}
