using System.Formats.Asn1;
using System.Security.Cryptography;
using PSCredentials.Pki.Pkcs11;

namespace PSCredentials.Pki;

/// <summary>A certificate authority that issues client certificates, or did. Safe to use from several threads.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    // Clocks differ; a certificate made now must be good on a machine that is a little behind.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);

    private readonly VerificationKey _publicKey;
    private readonly SigningKey? _privateKey;
    private readonly LeafCertificateIssuer? _leaves;

    private CertificateAuthority(byte[] certificate, IReadOnlyList<ReadOnlyMemory<byte>> above, CertificateStructure structure, SigningKey? privateKey)
    {
        Certificate = certificate;
        Chain = [certificate, .. above];
        Name = structure.Subject;
        PublicKey = structure.PublicKey;
        KeyIdentifier = AuthorityCertificate.GetKeyIdentifier(structure);
        Subject = DistinguishedNameReader.Format(structure.Subject);
        SerialNumber = Convert.ToHexString(structure.SerialNumber.Span);
        NotBefore = structure.NotBefore;
        NotAfter = structure.NotAfter;
        _publicKey = new VerificationKey(structure.SubjectPublicKeyInfo.Span);
        _privateKey = privateKey;
        _leaves = privateKey is null ? null : new LeafCertificateIssuer(privateKey, structure.Subject.ToArray(), KeyIdentifier.ToArray());
    }

    /// <summary>Its own certificate, DER.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>Its own certificate and those above it, DER.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chain { get; }

    /// <summary>Its name, DER.</summary>
    public ReadOnlyMemory<byte> Name { get; }

    /// <summary>The identifier of its key, which names it in what it issues.</summary>
    public ReadOnlyMemory<byte> KeyIdentifier { get; }

    /// <summary>The content of the subjectPublicKey BIT STRING.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The serial number of its certificate, upper-case hexadecimal.</summary>
    public string SerialNumber { get; }

    /// <summary>The SHA-256 fingerprint of its certificate, upper-case hexadecimal.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Certificate.Span));

    /// <summary>The kind of its key; null for RSA of a length that is none of the usual ones.</summary>
    public KeyAlgorithm? KeyAlgorithm => _publicKey.Kind;

    /// <summary>Where its private key is, as a URI without secrets; null where the vault keeps it, or it was destroyed.</summary>
    public string? KeyUri => _privateKey?.Uri;

    /// <summary>Whether it has a private key, be it out of reach for the moment; without its private key it still verifies.</summary>
    public bool CanSign => _privateKey is not null;

    /// <summary>Its name as text (RFC 4514).</summary>
    public string Subject { get; }

    /// <summary>The first second it is valid.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The last second it is valid.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Makes a root.</summary>
    /// <param name="commonName">Its name, 1 to 64 characters.</param>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long it shall live from now on.</param>
    /// <param name="algorithm">The kind of key.</param>
    /// <returns>The certificate authority.</returns>
    /// <exception cref="CredentialException">The name, the lifetime or the kind of key is not allowed.</exception>
    public static CertificateAuthority Create(
        string commonName, DateTimeOffset now, TimeSpan lifetime, KeyAlgorithm algorithm = PSCredentials.KeyAlgorithm.EcdsaP256)
    {
        SigningAlgorithm.Require(algorithm);
        SubjectKey keyPair = SubjectKeyGenerator.Create(algorithm);
        try
        {
            return Create(commonName, now, lifetime, new PlatformSigningKey(keyPair.Pkcs8), keyPair.SubjectPublicKeyInfo);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyPair.Pkcs8);
        }
    }

    /// <summary>Makes a root for a key.</summary>
    /// <param name="commonName">Its name, 1 to 64 characters.</param>
    /// <param name="now">The time.</param>
    /// <param name="lifetime">How long it shall live from now on.</param>
    /// <param name="key">The key; the certificate authority's from now on, to dispose too.</param>
    /// <param name="subjectPublicKeyInfo">Its public key, SubjectPublicKeyInfo.</param>
    /// <returns>The certificate authority.</returns>
    /// <exception cref="CredentialException">The name or the lifetime is not allowed, or the key cannot be reached.</exception>
    public static CertificateAuthority Create(string commonName, DateTimeOffset now, TimeSpan lifetime, SigningKey key, byte[] subjectPublicKeyInfo)
    {
        try
        {
            DistinguishedName.Validate(commonName, []);
            if (lifetime < TimeSpan.FromSeconds(1) || lifetime > DateTimeOffset.MaxValue - now)
            {
                throw CredentialException.Invalid("Lifetime", "must be at least a second and end before the year 10000.");
            }

            byte[] certificate = AuthorityCertificate.Issue(
                commonName, Validity.Truncate(now - s_clockSkew), Validity.Truncate(now + lifetime), subjectPublicKeyInfo, key);
            return new CertificateAuthority(certificate, [], AuthorityCertificate.Parse(certificate, key.ExportPublicKey()), key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Takes up a certificate authority whose private key the vault keeps.</summary>
    /// <param name="certificateDer">Its certificate.</param>
    /// <param name="pkcs8PrivateKey">Its private key, PKCS#8; empty where it is gone.</param>
    /// <param name="above">The certificates above it, its issuer first; empty for a root.</param>
    /// <returns>The certificate authority.</returns>
    /// <exception cref="CredentialException">They are damaged, or do not belong together.</exception>
    public static CertificateAuthority Load(
        ReadOnlyMemory<byte> certificateDer, ReadOnlySpan<byte> pkcs8PrivateKey, IReadOnlyList<ReadOnlyMemory<byte>> above)
    {
        try
        {
            return Take(certificateDer, pkcs8PrivateKey.IsEmpty ? null : new PlatformSigningKey(pkcs8PrivateKey), above);
        }
        catch (CryptographicException exception)
        {
            throw Damaged(exception);
        }
    }

    /// <summary>Takes up a certificate authority whose private key is in a token. The token is not asked for it yet.</summary>
    /// <param name="certificateDer">Its certificate.</param>
    /// <param name="uri">Where its private key is.</param>
    /// <param name="pin">What is kept of the token's PIN; copied.</param>
    /// <param name="above">The certificates above it, its issuer first; empty for a root.</param>
    /// <returns>The certificate authority.</returns>
    /// <exception cref="CredentialException">They are damaged.</exception>
    public static CertificateAuthority Load(
        ReadOnlyMemory<byte> certificateDer, string uri, ReadOnlySpan<byte> pin, IReadOnlyList<ReadOnlyMemory<byte>> above)
    {
        try
        {
            return Take(certificateDer, TokenKeys.Open(uri, pin, CertificateStructure.Parse(certificateDer.ToArray()).SubjectPublicKeyInfo), above);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw Damaged(exception);
        }
    }

    /// <summary>Takes up a certificate authority.</summary>
    /// <param name="certificateDer">Its certificate.</param>
    /// <param name="key">Its private key, null where it is gone; the certificate authority's from now on, to dispose too.</param>
    /// <param name="above">The certificates above it, its issuer first; empty for a root.</param>
    /// <returns>The certificate authority.</returns>
    /// <exception cref="CredentialException">They are damaged, or do not belong together.</exception>
    public static CertificateAuthority Take(ReadOnlyMemory<byte> certificateDer, SigningKey? key, IReadOnlyList<ReadOnlyMemory<byte>> above)
    {
        try
        {
            byte[] certificate = certificateDer.ToArray();
            CertificateStructure structure = key is null ? CertificateStructure.Parse(certificate) : AuthorityCertificate.Parse(certificate, key.ExportPublicKey());
            return new CertificateAuthority(certificate, above, structure, key);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            key?.Dispose();
            throw Damaged(exception);
        }
    }

    /// <summary>Its own certificate and those above it, in PEM.</summary>
    /// <returns>Public text.</returns>
    public string GetChainPem() => string.Concat(Chain.Select(certificate => PemEncoding.WriteString("CERTIFICATE", certificate.Span) + "\n"));

    /// <summary>Copies out what has to be sealed and kept of the private key: PKCS#8, or the PIN of the token that holds it.</summary>
    /// <returns>The caller's to clear.</returns>
    public byte[] ExportSecret() => Signing(_privateKey).ExportSecret();

    /// <summary>Makes sure that the private key can be reached, before something rests on it.</summary>
    /// <exception cref="CredentialException">It cannot (<see cref="CredentialErrors.SigningKeyUnavailable"/>).</exception>
    public void EnsureCanSign() => Signing(_privateKey).EnsureAvailable();

    /// <summary>Issues a client certificate.</summary>
    /// <param name="profile">What it shall say. A beginning before the authority's own is moved to the authority's.</param>
    /// <param name="key">The key it is for.</param>
    /// <returns>The certificate and its key.</returns>
    /// <exception cref="CredentialException">
    /// A value cannot stand in a certificate, or the end lies past the authority's own (<see cref="CredentialErrors.CertificateAuthorityExpired"/>).
    /// </exception>
    public IssuedCertificate Issue(LeafProfile profile, SubjectKey key)
    {
        if (Validity.Truncate(profile.NotAfter) > NotAfter)
        {
            throw new CredentialException(
                CredentialErrors.CertificateAuthorityExpired,
                $"The certificate would be valid until {profile.NotAfter.UtcDateTime:u}, past the end of the certificate authority at {NotAfter.UtcDateTime:u}.");
        }

        return Signing(_leaves).Issue(profile.NotBefore < NotBefore ? profile with { NotBefore = NotBefore } : profile, key);
    }

    /// <summary>Makes a key that signs status answers in the authority's place.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="lifetime">How long it may be used; no longer than the authority itself.</param>
    /// <returns>The signer; the caller disposes it.</returns>
    public OcspSigner CreateOcspSigner(DateTimeOffset now, TimeSpan lifetime)
    {
        DateTimeOffset end = now + lifetime < NotAfter ? now + lifetime : NotAfter;
        SubjectKey key = SubjectKeyGenerator.Create(PSCredentials.KeyAlgorithm.EcdsaP256);
        IssuedCertificate issued = Issue(new LeafProfile("OCSP signer", [], now - s_clockSkew, end, null) { IsOcspSigner = true }, key);
        return new OcspSigner(issued, key.PublicKey);
    }

    /// <summary>Signs a revocation list.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="baseNumber">The number of the full list that a delta list adds to, or null.</param>
    /// <param name="thisUpdate">When it is issued, in whole seconds.</param>
    /// <param name="nextUpdate">When the next one is there at the latest, in whole seconds.</param>
    /// <param name="revoked">What it names.</param>
    /// <returns>The CertificateList, DER.</returns>
    public byte[] IssueRevocationList(
        long number, long? baseNumber, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, IReadOnlyList<RevokedCertificate> revoked) =>
        CertificateEncoding.Sign(
            RevocationListEncoder.Encode(
                _publicKey.AlgorithmIdentifier, Name.ToArray(), KeyIdentifier.ToArray(), number, baseNumber, thisUpdate, nextUpdate, revoked),
            Signing(_privateKey));

    /// <summary>Whether a status request means a certificate of this authority by its issuer (RFC 6960, 4.1.1).</summary>
    /// <param name="certificate">What is asked about.</param>
    /// <returns>False too where the hash is of a kind that is not known.</returns>
    public bool IsIssuerOf(OcspCertificate certificate)
    {
        // Names, not signatures: SHA-1 is what most clients ask by (RFC 5019, 2.1.1).
#pragma warning disable CA5350
        Func<byte[], byte[]>? hash = certificate.HashAlgorithm switch
        {
            "1.3.14.3.2.26" => SHA1.HashData,
            "2.16.840.1.101.3.4.2.1" => SHA256.HashData,
            "2.16.840.1.101.3.4.2.2" => SHA384.HashData,
            "2.16.840.1.101.3.4.2.3" => SHA512.HashData,
            _ => null,
        };
#pragma warning restore CA5350
        return hash is not null
            && certificate.IssuerNameHash.AsSpan().SequenceEqual(hash(Name.ToArray()))
            && certificate.IssuerKeyHash.AsSpan().SequenceEqual(hash(PublicKey.ToArray()));
    }

    /// <summary>
    /// Decides whether a certificate was issued here: issuer, key identifier and algorithm are those of this authority and the signature is its
    /// own. Validity is the caller's to check, and so is <see cref="PresentedCertificate.Sha256"/> against what was issued.
    /// </summary>
    /// <param name="certificate">What was presented.</param>
    /// <returns>Whether it is this authority's.</returns>
    public bool TryVerifySignature(PresentedCertificate certificate) =>
        certificate.Issuer.Span.SequenceEqual(Name.Span)
        && certificate.AuthorityKeyIdentifier.Span.SequenceEqual(KeyIdentifier.Span)
        && certificate.SignatureAlgorithm.Span.SequenceEqual(_publicKey.AlgorithmIdentifier)
        && _publicKey.Verify(certificate.TbsCertificate.Span, certificate.Signature.Span);

    /// <summary>Says why <see cref="TryVerifySignature"/> refuses a certificate.</summary>
    /// <param name="certificate">What was presented.</param>
    /// <returns>A sentence about the first fault.</returns>
    public string DescribeRefusal(PresentedCertificate certificate) =>
        !certificate.Issuer.Span.SequenceEqual(Name.Span)
            ? $"Its issuer is '{DistinguishedNameReader.Format(certificate.Issuer)}' and not '{Subject}'."
        : !certificate.AuthorityKeyIdentifier.Span.SequenceEqual(KeyIdentifier.Span) ? "It names another key of its issuer."
        : !certificate.SignatureAlgorithm.Span.SequenceEqual(_publicKey.AlgorithmIdentifier) ? "It is signed by another algorithm than the issuer's."
        : "Its signature is not the issuer's.";

    /// <inheritdoc/>
    public void Dispose()
    {
        _publicKey.Dispose();
        _privateKey?.Dispose();
    }

    private static CredentialException Damaged(Exception exception) =>
        new(CredentialErrors.StoreDamaged, $"The certificate authority cannot be used: {exception.Message}", exception);

    private T Signing<T>(T? part)
        where T : class =>
        part ?? throw new CredentialException(CredentialErrors.InvalidState, $"The private key of '{Subject}' was destroyed; it signs nothing any more.");
}
