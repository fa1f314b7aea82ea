using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace PSCredentials.Pki;

/// <summary>
/// A client certificate that someone presented, parsed strictly and not yet trusted: whether it is ours is for
/// <see cref="CertificateAuthority.TryVerifySignature"/> to say, and whether it is in force for the store.
/// </summary>
internal sealed class PresentedCertificate
{
    private readonly CertificateStructure _structure;

    private PresentedCertificate(ReadOnlyMemory<byte> der)
    {
        _structure = CertificateStructure.Parse(der);
        foreach (CertificateExtension extension in _structure.Extensions)
        {
            Check(extension);
        }

        CertificateExtension purposes = _structure.Find(ObjectIdentifiers.ExtendedKeyUsage)
            ?? throw new AsnContentException("The certificate does not say that it is for client authentication.");
        if (!CertificateExtensionReader.ReadExtendedKeyUsage(purposes.Value).Contains(ObjectIdentifiers.ClientAuthentication))
        {
            throw new AsnContentException("The certificate is not for client authentication.");
        }

        if (_structure.Find(ObjectIdentifiers.AuthorityKeyIdentifier) is { } authority)
        {
            AuthorityKeyIdentifier = CertificateExtensionReader.ReadAuthorityKeyIdentifier(authority.Value);
        }

        Sha256 = SHA256.HashData(der.Span);
    }

    /// <summary>The issuer's name, DER, as it was encoded.</summary>
    public ReadOnlyMemory<byte> Issuer => _structure.Issuer;

    /// <summary>The subject's name, DER, as it was encoded.</summary>
    public ReadOnlyMemory<byte> Subject => _structure.Subject;

    /// <summary>The identifier of the issuer's key; empty where there is none.</summary>
    public ReadOnlyMemory<byte> AuthorityKeyIdentifier { get; }

    /// <summary>The serial number, big endian, positive, at most 20 octets.</summary>
    public ReadOnlyMemory<byte> SerialNumber => _structure.SerialNumber;

    /// <summary>The first second it is valid.</summary>
    public DateTimeOffset NotBefore => _structure.NotBefore;

    /// <summary>The last second it is valid.</summary>
    public DateTimeOffset NotAfter => _structure.NotAfter;

    /// <summary>The SHA-256 of the whole certificate. A signature can be written in two ways, so only this tells that it is the one issued.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; }

    /// <summary>What is signed, DER.</summary>
    public ReadOnlyMemory<byte> TbsCertificate => _structure.TbsCertificate;

    /// <summary>The AlgorithmIdentifier of the signature, DER.</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm => _structure.SignatureAlgorithm;

    /// <summary>The signature.</summary>
    public ReadOnlyMemory<byte> Signature => _structure.Signature;

    /// <summary>Parses a certificate. Never throws, whatever the input is.</summary>
    /// <param name="der">The certificate; it is copied.</param>
    /// <param name="certificate">The certificate, where it is a well-formed client certificate.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out PresentedCertificate? certificate)
    {
        certificate = Read(der, out _);
        return certificate is not null;
    }

    /// <summary>Says what is wrong with a certificate that <see cref="TryParse"/> refuses.</summary>
    /// <param name="der">The certificate.</param>
    /// <returns>A sentence about the first fault.</returns>
    public static string DescribeFault(ReadOnlyMemory<byte> der)
    {
        Read(der, out string fault);
        return fault;
    }

    private static PresentedCertificate? Read(ReadOnlyMemory<byte> der, out string fault)
    {
        fault = string.Empty;
        if (der.Length is 0 or > CertificateStructure.MaximumLength)
        {
            fault = $"It has {der.Length} octets; 1 to {CertificateStructure.MaximumLength} are allowed.";
            return null;
        }

        try
        {
            // A copy, so that what was parsed, what is hashed and what is verified stay the same octets.
            return new PresentedCertificate(der.ToArray());
        }
        catch (AsnContentException error)
        {
            fault = error.Message;
            return null;
        }
    }

    private static void Check(CertificateExtension extension)
    {
        switch (extension.Type)
        {
            case ObjectIdentifiers.KeyUsage:
                CheckKeyUsage(CertificateExtensionReader.ReadKeyUsage(extension.Value));
                break;
            case ObjectIdentifiers.BasicConstraints:
                if (CertificateExtensionReader.ReadBasicConstraints(extension.Value))
                {
                    throw new AsnContentException("The certificate is one of a certificate authority.");
                }

                break;
            case ObjectIdentifiers.SubjectAlternativeName:
                CertificateExtensionReader.CheckSubjectAlternativeName(extension.Value);
                break;
            case ObjectIdentifiers.ExtendedKeyUsage:
                break;
            case ObjectIdentifiers.CrlDistributionPoints:
                ThrowIfCritical(extension);
                AddressExtensionReader.CheckDistributionPoints(extension.Value);
                break;
            case ObjectIdentifiers.AuthorityInformationAccess:
                ThrowIfCritical(extension);
                AddressExtensionReader.CheckInformationAccess(extension.Value);
                break;
            default:
                // Key identifiers too must not be critical (RFC 5280, 4.2.1.1 and 4.2.1.2).
                ThrowIfCritical(extension);
                break;
        }
    }

    private static void ThrowIfCritical(CertificateExtension extension)
    {
        if (extension.IsCritical)
        {
            throw new AsnContentException("A critical extension is unknown, or must not be critical.");
        }
    }

    private static void CheckKeyUsage(KeyUsages usages)
    {
        if (!usages.HasFlag(KeyUsages.DigitalSignature) || (usages & (KeyUsages.KeyCertSign | KeyUsages.CrlSign)) != KeyUsages.None)
        {
            throw new AsnContentException("The key is not for signatures alone.");
        }
    }
}
