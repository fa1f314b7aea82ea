using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Pki;

namespace PSCredentials.Benchmarks;

/// <summary>Revocation lists of 100 000 entries, beside the platform's builder, and revoking as many certificates, beside one at a time.</summary>
internal static class RevocationBenchmarks
{
    private const int Entries = 100_000;

    public static void Run()
    {
        Encode();
        RevokeAndList();
    }

    private static void Encode()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using CertificateAuthority authority = CertificateAuthority.Create("benchmark", now, TimeSpan.FromDays(3650));
        RevokedCertificate[] revoked = [.. Enumerable.Range(0, Entries).Select(_ => new RevokedCertificate(SerialNumber.Create(), now, 1))];
        void Ours(int count)
        {
            for (int i = 0; i < count; i++)
            {
                authority.IssueRevocationList(i + 1, null, Validity.Truncate(now), Validity.Truncate(now.AddDays(7)), revoked);
            }
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key.ImportPkcs8PrivateKey(authority.ExportSecret(), out _);
        using X509Certificate2 issuer = X509CertificateLoader.LoadCertificate(authority.Certificate.Span).CopyWithPrivateKey(key);
        void Platform(int count)
        {
            for (int i = 0; i < count; i++)
            {
                var builder = new CertificateRevocationListBuilder();
                foreach (RevokedCertificate certificate in revoked)
                {
                    builder.AddEntry(certificate.SerialNumber, certificate.RevokedAt, X509RevocationReason.KeyCompromise);
                }

                builder.Build(issuer, new BigInteger(i + 1), now.AddDays(7), HashAlgorithmName.SHA256);
            }
        }

        Measurement.Print("revocation list of 100 000 entries", Measurement.Compare(4, Ours, 4, Platform), "`CertificateRevocationListBuilder`", "≤ 50 ms");
    }

    // Every round revokes others: what is revoked stays so.
    private static void RevokeAndList()
    {
        const int Rest = 10_000;
        Vault? vault = null;
        Queue<CredentialReference> left = [];
        void Fill()
        {
            vault?.Dispose();
            vault = new Vault();
            left = new Queue<CredentialReference>(vault.FillKubeConfigs(Entries + Rest).Select(CredentialReference.ById));
        }

        void Together(int count)
        {
            CredentialReference[] references = [.. Enumerable.Range(0, count).Select(_ => left.Dequeue())];
            IReadOnlyList<RevocationOutcome> outcomes = vault!.Authority.ApiCredentials.RevokeAllAsync(
                references, RevocationReason.KeyCompromise, stopAtRefusal: true, CancellationToken.None).GetAwaiter().GetResult();
            RevocationList list = vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None).GetAwaiter().GetResult();
            if (outcomes.Count(outcome => outcome.Credential is not null) != count || list.Count < count)
            {
                throw new InvalidOperationException($"Revoked {outcomes.Count}, and listed {list.Count}, of {count}.");
            }
        }

        void Single(int count)
        {
            for (int i = 0; i < count; i++)
            {
                vault!.Authority.ApiCredentials.RevokeAsync(left.Dequeue(), RevocationReason.KeyCompromise, CancellationToken.None).GetAwaiter().GetResult();
            }
        }

        Measurement.Print(
            "revoke 100 000 certificates, durable and audited, and issue the list", Measurement.Compare(Entries, Together, 1000, Single, Fill), "one after the other", "≥ 100 000/s");
        vault!.Dispose();
    }
}
