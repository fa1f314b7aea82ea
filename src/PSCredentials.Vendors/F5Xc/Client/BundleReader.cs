using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Vendors.F5Xc.Client;

/// <summary>
/// Takes a PKCS#12 bundle (RFC 7292) apart. No key is put into a key store of the system, which not every system lets out of again, and any kind of key comes out as it is. The
/// connection protects the bundle on its way, so that its own authentication, of which there are kinds that the platform does not read, is left to whom it is handed on to.
/// </summary>
internal static class BundleReader
{
    /// <summary>Reads a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="password">Its password.</param>
    /// <returns>The bundle, with certificate, chain and key where it could be opened.</returns>
    public static IssuedSecret Read(byte[] bundle, SecretText password)
    {
        var secret = new IssuedSecret { Pkcs12 = bundle };
        List<X509Certificate2> certificates = [];
        try
        {
            List<Pkcs12SafeBag> bags = [.. Bags(Pkcs12Info.Decode(bundle, out _, skipCopy: true), password.Reveal())];
            byte[]? key = bags.Select(bag => Key(bag, password.Reveal())).FirstOrDefault(found => found is not null);
            certificates.AddRange(bags.OfType<Pkcs12CertBag>().Where(bag => bag.IsX509Certificate).Select(bag => bag.GetCertificate()));
            X509Certificate2? leaf = key is null ? null : certificates.Find(certificate => !certificates.Exists(other => IsIssuer(certificate, other)));
            if (leaf is null)
            {
                RequestNarration.Tell("The PKCS#12 bundle has no certificate with its key; it is handed on as it is.");
                return secret;
            }

            return secret with
            {
                Certificate = leaf.RawData,
                Chain = [.. Chain(leaf, certificates)],
                PrivateKeyPem = new SecretText(PemEncoding.WriteString("PRIVATE KEY", key)),
            };
        }
        catch (CryptographicException error)
        {
            RequestNarration.Tell($"The PKCS#12 bundle cannot be opened here; it is handed on as it is: {error.Message}");
            return secret;
        }
        finally
        {
            certificates.ForEach(certificate => certificate.Dispose());
        }
    }

    private static IEnumerable<Pkcs12SafeBag> Bags(Pkcs12Info bundle, string password)
    {
        foreach (Pkcs12SafeContents contents in bundle.AuthenticatedSafe)
        {
            if (contents.ConfidentialityMode == Pkcs12ConfidentialityMode.Password)
            {
                contents.Decrypt(password);
            }

            foreach (Pkcs12SafeBag bag in contents.GetBags())
            {
                yield return bag;
            }
        }
    }

    private static byte[]? Key(Pkcs12SafeBag bag, string password) => bag switch
    {
        Pkcs12ShroudedKeyBag shrouded => Pkcs8PrivateKeyInfo.DecryptAndDecode(password, shrouded.EncryptedPkcs8PrivateKey, out _).Encode(),
        Pkcs12KeyBag open => open.Pkcs8PrivateKey.ToArray(),
        _ => null,
    };

    // The issuer first, as far as the bundle has them.
    private static IEnumerable<ReadOnlyMemory<byte>> Chain(X509Certificate2 leaf, List<X509Certificate2> certificates)
    {
        var left = certificates.Where(certificate => certificate != leaf).ToList();
        X509Certificate2 last = leaf;
        while (left.Find(candidate => IsIssuer(candidate, last)) is { } issuer)
        {
            yield return issuer.RawData;
            left.Remove(issuer);
            last = issuer;
        }
    }

    private static bool IsIssuer(X509Certificate2 candidate, X509Certificate2 certificate) =>
        !candidate.Equals(certificate) && candidate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
