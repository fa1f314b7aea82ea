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

    /// <summary>id-ce-extKeyUsage (RFC 5280, 4.2.1.12).</summary>
    public const string ExtendedKeyUsage = "2.5.29.37";

    /// <summary>id-kp-clientAuth (RFC 5280, 4.2.1.12).</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>ecdsa-with-SHA256 (RFC 5758, 3.2).</summary>
    public const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    /// <summary>friendlyName (RFC 2985, 5.5.1).</summary>
    public const string FriendlyName = "1.2.840.113549.1.9.20";
}
