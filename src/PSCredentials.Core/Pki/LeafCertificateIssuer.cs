using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// Makes client certificates, and those of keys that sign status answers. The parts that are the same in all certificates of an authority are encoded once; neither
/// <c>CertificateRequest</c> nor <c>X509Certificate2</c> is on the way, which makes it more than twice as fast.
/// </summary>
internal sealed class LeafCertificateIssuer
{
    private static readonly byte[] s_keyUsage = ExtensionEncoding.KeyUsage(KeyUsages.DigitalSignature);

    private readonly SigningKey _key;
    private readonly byte[] _issuer;
    private readonly byte[] _keyIdentifier;
    private readonly byte[] _authorityKeyIdentifier;
    private AddressExtensions? _addresses;

    /// <summary>Prepares the constant parts.</summary>
    /// <param name="key">The certificate authority's key.</param>
    /// <param name="issuer">The certificate authority's subject, DER.</param>
    /// <param name="keyIdentifier">The identifier of its key.</param>
    public LeafCertificateIssuer(SigningKey key, byte[] issuer, byte[] keyIdentifier)
    {
        _key = key;
        _issuer = issuer;
        _keyIdentifier = keyIdentifier;
        _authorityKeyIdentifier = ExtensionEncoding.AuthorityKeyIdentifier(keyIdentifier);
    }

    /// <summary>Issues a certificate.</summary>
    /// <param name="profile">What it shall say.</param>
    /// <param name="key">The key it is for.</param>
    /// <returns>The certificate and its key.</returns>
    /// <exception cref="CredentialException">The certificate cannot say so.</exception>
    public IssuedCertificate Issue(LeafProfile profile, SubjectKey key)
    {
        DistinguishedName.Validate(profile.CommonName, profile.Organizations, profile.CommonNameField, profile.OrganizationField);
        DateTimeOffset notBefore = Validity.Truncate(profile.NotBefore);
        DateTimeOffset notAfter = Validity.Truncate(profile.NotAfter);
        if (notAfter < notBefore)
        {
            throw CredentialException.Invalid("NotAfter", "lies before the certificate begins to be valid; it must be later.");
        }

        AlternativeName[] names = profile.UniformResourceIdentifier is { } uri
            ? [AlternativeName.Uri(uri, nameof(profile.UniformResourceIdentifier)), .. profile.AlternativeNames]
            : [.. profile.AlternativeNames];
        byte[] serialNumber = SerialNumber.Create();
        byte[] certificate = CertificateEncoding.Sign(EncodeTbsCertificate(profile, names, notBefore, notAfter, key, serialNumber), _key);
        return new IssuedCertificate(certificate, serialNumber, SHA256.HashData(certificate), key.Pkcs8, notBefore, notAfter);
    }

    private byte[] EncodeTbsCertificate(
        LeafProfile profile, AlternativeName[] names, DateTimeOffset notBefore, DateTimeOffset notAfter, SubjectKey key, byte[] serialNumber)
    {
        AsnWriter writer = CertificateEncoding.RentWriter();
        using (writer.PushSequence())
        {
            CertificateEncoding.WriteHead(writer, serialNumber, _key);
            writer.WriteEncodedValue(_issuer);
            Validity.Encode(writer, notBefore, notAfter);
            DistinguishedName.Encode(writer, profile.CommonName, profile.Organizations);
            writer.WriteEncodedValue(key.SubjectPublicKeyInfo);
            using (writer.PushSequence(CertificateEncoding.ExtensionsTag))
            using (writer.PushSequence())
            {
                // No basicConstraints: absent, it says the same as cA FALSE, which DER would encode as an empty SEQUENCE.
                writer.WriteEncodedValue(s_keyUsage);
                writer.WriteEncodedValue(
                    profile.IsOcspSigner ? ExtensionEncoding.OcspSigning
                    : profile.ServerNames.Count > 0 ? ExtensionEncoding.ServerAuthentication
                    : ExtensionEncoding.ClientAuthentication);
                if (profile.IsOcspSigner)
                {
                    writer.WriteEncodedValue(ExtensionEncoding.OcspNoCheck);
                }

                ExtensionEncoding.WriteSubjectKeyIdentifier(writer, key.PublicKey);
                writer.WriteEncodedValue(_authorityKeyIdentifier);
                if (names.Length > 0)
                {
                    ExtensionEncoding.WriteSubjectAlternativeName(writer, names);
                }
                else if (profile.ServerNames.Count > 0)
                {
                    writer.WriteEncodedValue(ExtensionEncoding.ServerNames(profile.ServerNames));
                }

                if (profile.RevocationAddress is { } address)
                {
                    AddressesFor(address).Write(writer);
                }
            }
        }

        return writer.Encode();
    }

    // The address changes once in years; while it does, two threads may each encode it.
    private AddressExtensions AddressesFor(Uri address)
    {
        AddressExtensions? known = Volatile.Read(ref _addresses);
        if (known is null || known.Address != address)
        {
            known = new AddressExtensions(address, _keyIdentifier);
            Volatile.Write(ref _addresses, known);
        }

        return known;
    }
}
