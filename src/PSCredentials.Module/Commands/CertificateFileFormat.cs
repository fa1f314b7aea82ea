namespace PSCredentials.Commands;

/// <summary>How public certificates and revocation lists are written.</summary>
public enum CertificateFileFormat
{
    /// <summary>Text, base64 between two lines that say what it is (RFC 7468).</summary>
    Pem,

    /// <summary>Binary (ITU-T X.690).</summary>
    Der,
}
