namespace PSCredentials.Tests.Interop;

/// <summary>The forms of file that a client certificate is handed over in. The guide's table calls them so.</summary>
public enum FileForm
{
    /// <summary>A PKCS#12 bundle by <see cref="Pkcs12Encryption.Aes256"/>.</summary>
    Aes256,

    /// <summary>A PKCS#12 bundle by <see cref="Pkcs12Encryption.Legacy"/>.</summary>
    Legacy,

    /// <summary>A PKCS#12 bundle by <see cref="Pkcs12Encryption.Pbmac1"/>.</summary>
    Pbmac1,

    /// <summary>Private key, certificate and chain in PEM.</summary>
    Pem,

    /// <summary>The same with the private key encrypted.</summary>
    EncryptedPem,

    /// <summary>Certificate and chain in PEM; the key is elsewhere.</summary>
    Certificate,

    /// <summary>The certificate in DER; the key is elsewhere.</summary>
    Der,
}
