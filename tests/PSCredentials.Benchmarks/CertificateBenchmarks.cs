using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PSCredentials.Pki;

namespace PSCredentials.Benchmarks;

/// <summary>A key, a certificate and PKCS#8, in memory and durable, beside the platform's own way and the openssl program.</summary>
internal static class CertificateBenchmarks
{
    public static void Run()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using CertificateAuthority authority = CertificateAuthority.Create("benchmark", now, TimeSpan.FromDays(3650));
        var profile = new LeafProfile("build-agent", [], now, now.AddDays(90), "urn:uuid:01a207d0-7ba8-7bd7-b4a8-869d1dfc992b");
        void Ours(int count)
        {
            for (int i = 0; i < count; i++)
            {
                authority.Issue(profile, SubjectKeyGenerator.Create(KeyAlgorithm.EcdsaP256));
            }
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key.ImportPkcs8PrivateKey(authority.ExportSecret(), out _);
        using X509Certificate2 issuer = X509CertificateLoader.LoadCertificate(authority.Certificate.Span).CopyWithPrivateKey(key);
        void Platform(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using ECDsa leaf = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                var request = new CertificateRequest("CN=build-agent", leaf, HashAlgorithmName.SHA256);
                request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
                request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
                request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
                request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
                using X509Certificate2 certificate = request.Create(issuer, now, now.AddDays(90), RandomNumberGenerator.GetBytes(16));
                leaf.ExportPkcs8PrivateKey();
            }
        }

        Measurement.Print(
            "P-256 key + certificate + PKCS#8, in memory", Measurement.Compare(1000, Ours, 1000, Platform), "`CertificateRequest`", "≤ 95 µs; ≥ 2");
        void Two(int count) => Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => Ours(count / 2));
        Measurement.Print("the same, 2 callers", Measurement.Compare(2000, Two, 1000, Platform), "`CertificateRequest`, 1 caller", "≥ 10 000/s");
        OpenSsl(Ours);
        Durable();
    }

    private static void OpenSsl(Action<int> ours)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("psc-openssl-");
        try
        {
            string Path(string name) => System.IO.Path.Combine(folder.FullName, name);
            if (!Start("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=ca", "-keyout", Path("ca.key"), "-out", Path("ca.pem")))
            {
                Console.WriteLine("| (openssl was not found) | | | | |");
                return;
            }

            void Program(int count)
            {
                for (int i = 0; i < count; i++)
                {
                    Start("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=build-agent", "-keyout", Path("leaf.key"), "-out", Path("leaf.csr"));
                    Start("x509", "-req", "-in", Path("leaf.csr"), "-CA", Path("ca.pem"), "-CAkey", Path("ca.key"), "-days", "90", "-out", Path("leaf.pem"));
                }
            }

            Measurement.Print("the same", Measurement.Compare(1000, ours, 10, Program), "`openssl req` + `x509`", "≥ 250");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Durable()
    {
        using var vault = new Vault();
        using var raw = new RawDatabase();
        void One(int count)
        {
            for (int i = 0; i < count; i++)
            {
                vault.IssueKubeConfigAsync().GetAwaiter().GetResult();
            }
        }

        Measurement.Print(
            "kubeconfig (key, certificate, YAML), durable and audited, 1 caller", Measurement.Compare(1000, One, 1000, raw.Insert), "raw one-row commit", "≥ 3 000/s");
        void Sixteen(int count) => Parallel.ForAsync(
            0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => await vault.IssueKubeConfigAsync()).GetAwaiter().GetResult();
        Measurement.Print("the same, 16 callers", Measurement.Compare(2000, Sixteen, 1000, raw.Insert), "raw one-row commit", "≥ 8 000/s");
    }

    private static bool Start(params string[] arguments)
    {
        try
        {
            using Process process = System.Diagnostics.Process.Start(
                new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
