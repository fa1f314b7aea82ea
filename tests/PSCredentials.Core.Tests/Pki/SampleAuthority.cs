using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>Certificate authorities and requests as the tests use them, around the present so that other programs accept them.</summary>
internal static class SampleAuthority
{
    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static CertificateAuthority Create(string commonName = "PSCredentials Test CA") =>
        CertificateAuthority.Create(commonName, Now, TimeSpan.FromDays(3650));

    public static LeafProfile Profile(string commonName = "alice", params string[] organizations) =>
        new(commonName, organizations, Now.AddMinutes(-5), Now.AddDays(90), "urn:uuid:0c3b0ad0-3c1c-4f4b-9a53-0e58b3a7e0a5");

    /// <summary>Issues a certificate on a new key of the usual kind.</summary>
    public static IssuedCertificate Issue(this CertificateAuthority authority, LeafProfile profile) =>
        authority.Issue(profile, SubjectKeyGenerator.Create(KeyAlgorithm.EcdsaP256));
}
