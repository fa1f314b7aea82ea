namespace PSCredentials.Pki;

/// <summary>The object identifiers that certificates, keys and bundles are made of.</summary>
internal static class ObjectIdentifiers
{
    /// <summary>id-at-commonName (RFC 5280, A.1).</summary>
    public const string CommonName = "2.5.4.3";

    /// <summary>id-at-organizationName (RFC 5280, A.1).</summary>
    public const string OrganizationName = "2.5.4.10";

    /// <summary>id-ce-subjectKeyIdentifier (RFC 5280, 4.2.1.2).</summary>
    public const string SubjectKeyIdentifier = "2.5.29.14";

    /// <summary>id-ce-keyUsage (RFC 5280, 4.2.1.3).</summary>
    public const string KeyUsage = "2.5.29.15";

    /// <summary>id-ce-subjectAltName (RFC 5280, 4.2.1.6).</summary>
    public const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>id-ce-basicConstraints (RFC 5280, 4.2.1.9).</summary>
    public const string BasicConstraints = "2.5.29.19";

    /// <summary>id-ce-authorityKeyIdentifier (RFC 5280, 4.2.1.1).</summary>
    public const string AuthorityKeyIdentifier = "2.5.29.35";

    /// <summary>id-ce-cRLDistributionPoints (RFC 5280, 4.2.1.13).</summary>
    public const string CrlDistributionPoints = "2.5.29.31";

    /// <summary>id-pe-authorityInfoAccess (RFC 5280, 4.2.2.1).</summary>
    public const string AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";

    /// <summary>id-ad-ocsp (RFC 5280, 4.2.2.1).</summary>
    public const string OcspAccess = "1.3.6.1.5.5.7.48.1";

    /// <summary>id-ad-caIssuers (RFC 5280, 4.2.2.1).</summary>
    public const string IssuerAccess = "1.3.6.1.5.5.7.48.2";

    /// <summary>id-ce-extKeyUsage (RFC 5280, 4.2.1.12).</summary>
    public const string ExtendedKeyUsage = "2.5.29.37";

    /// <summary>id-kp-clientAuth (RFC 5280, 4.2.1.12).</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>id-kp-serverAuth (RFC 5280, 4.2.1.12).</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>id-kp-OCSPSigning (RFC 6960, 4.2.2.2).</summary>
    public const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    /// <summary>id-pkix-ocsp-basic (RFC 6960, 4.2.1).</summary>
    public const string OcspBasic = "1.3.6.1.5.5.7.48.1.1";

    /// <summary>id-pkix-ocsp-nonce (RFC 9654).</summary>
    public const string OcspNonce = "1.3.6.1.5.5.7.48.1.2";

    /// <summary>id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1).</summary>
    public const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";

    /// <summary>id-ce-cRLNumber (RFC 5280, 5.2.3).</summary>
    public const string CrlNumber = "2.5.29.20";

    /// <summary>id-ce-cRLReasons (RFC 5280, 5.3.1).</summary>
    public const string CrlReason = "2.5.29.21";

    /// <summary>id-ce-deltaCRLIndicator (RFC 5280, 5.2.4).</summary>
    public const string DeltaCrlIndicator = "2.5.29.27";

    /// <summary>ecdsa-with-SHA256 (RFC 5758, 3.2).</summary>
    public const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    /// <summary>ecdsa-with-SHA384 (RFC 5758, 3.2).</summary>
    public const string EcdsaWithSha384 = "1.2.840.10045.4.3.3";

    /// <summary>sha256WithRSAEncryption (RFC 4055, 5).</summary>
    public const string Sha256WithRsa = "1.2.840.113549.1.1.11";

    /// <summary>id-PBES2 (RFC 8018, A.4).</summary>
    public const string Pbes2 = "1.2.840.113549.1.5.13";

    /// <summary>id-PBKDF2 (RFC 8018, A.2).</summary>
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";

    /// <summary>id-PBMAC1 (RFC 8018, A.5).</summary>
    public const string Pbmac1 = "1.2.840.113549.1.5.14";

    /// <summary>id-hmacWithSHA256 (RFC 8018, B.1.2).</summary>
    public const string HmacWithSha256 = "1.2.840.113549.2.9";

    /// <summary>friendlyName (RFC 2985, 5.5.1).</summary>
    public const string FriendlyName = "1.2.840.113549.1.9.20";
}
