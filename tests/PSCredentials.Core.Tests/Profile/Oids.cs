namespace PSCredentials.Tests.Profile;

/// <summary>Object identifiers, written down from the standards and not taken from what is tested.</summary>
internal static class Oids
{
    public const string CommonName = "2.5.4.3";
    public const string Country = "2.5.4.6";
    public const string Organization = "2.5.4.10";
    public const string EmailAddress = "1.2.840.113549.1.9.1";

    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string SubjectAlternativeName = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string CrlNumber = "2.5.29.20";
    public const string Reason = "2.5.29.21";
    public const string DeltaIndicator = "2.5.29.27";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";
    public const string DistributionPoints = "2.5.29.31";
    public const string InformationAccess = "1.3.6.1.5.5.7.1.1";
    public const string OcspAccess = "1.3.6.1.5.5.7.48.1";
    public const string IssuerAccess = "1.3.6.1.5.5.7.48.2";
    public const string FreshestCrl = "2.5.29.46";
    public const string NameConstraints = "2.5.29.30";
    public const string NoCheck = "1.3.6.1.5.5.7.48.1.5";
    public const string Nonce = "1.3.6.1.5.5.7.48.1.2";
    public const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";

    public const string AnyPurpose = "2.5.29.37.0";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    public const string EcKey = "1.2.840.10045.2.1";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string RsaKey = "1.2.840.113549.1.1.1";
    public const string Ed25519 = "1.3.101.112";
    public const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaWithSha384 = "1.2.840.10045.4.3.3";
    public const string Sha256WithRsa = "1.2.840.113549.1.1.11";
}
