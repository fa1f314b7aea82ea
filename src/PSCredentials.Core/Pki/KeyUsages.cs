namespace PSCredentials.Pki;

/// <summary>KeyUsage of RFC 5280, 4.2.1.3; the value of a member is the place of its bit.</summary>
[Flags]
internal enum KeyUsages
{
    /// <summary>No usage, which a certificate cannot say.</summary>
    None = 0,

    /// <summary>digitalSignature.</summary>
    DigitalSignature = 1 << 0,

    /// <summary>nonRepudiation.</summary>
    NonRepudiation = 1 << 1,

    /// <summary>keyEncipherment.</summary>
    KeyEncipherment = 1 << 2,

    /// <summary>dataEncipherment.</summary>
    DataEncipherment = 1 << 3,

    /// <summary>keyAgreement.</summary>
    KeyAgreement = 1 << 4,

    /// <summary>keyCertSign.</summary>
    KeyCertSign = 1 << 5,

    /// <summary>cRLSign.</summary>
    CrlSign = 1 << 6,

    /// <summary>encipherOnly.</summary>
    EncipherOnly = 1 << 7,

    /// <summary>decipherOnly.</summary>
    DecipherOnly = 1 << 8,
}
