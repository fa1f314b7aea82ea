using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Tests.Interop;

/// <summary>.NET itself, as Invoke-RestMethod uses it.</summary>
internal sealed class DotNetProgram : ClientProgram
{
    public override string Name => ".NET";

    public override bool IsTlsClient => true;

    public override Task<string> VersionAsync() => Task.FromResult(Environment.Version.ToString());

    protected override Task<bool> ReadsAsync(SampleFile file)
    {
        using X509Certificate2? certificate = TryLoad(file);
        return Task.FromResult(certificate is not null);
    }

    protected override async Task<bool> GetsInAsync(SampleFile file, Nginx server)
    {
        using X509Certificate2? certificate = TryLoad(file);
        if (certificate is not { HasPrivateKey: true })
        {
            return false;
        }

        using X509Certificate2 trusted = X509CertificateLoader.LoadCertificateFromFile(server.Certificate);
        using var handler = new HttpClientHandler
        {
            ClientCertificateOptions = ClientCertificateOption.Manual,
            ServerCertificateCustomValidationCallback = (_, presented, _, _) => presented is not null && presented.RawData.SequenceEqual(trusted.RawData),
        };
        handler.ClientCertificates.Add(certificate);
        using var client = new HttpClient(handler);
        using HttpResponseMessage response = await client.GetAsync(server.Address);
        return response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync() == file.Credential.SerialNumber;
    }

    private static X509Certificate2? TryLoad(SampleFile file)
    {
        try
        {
            return file.Form switch
            {
                FileForm.Pem => X509Certificate2.CreateFromPemFile(file.Path),
                FileForm.EncryptedPem => X509Certificate2.CreateFromEncryptedPemFile(file.Path, SampleFile.Password),
                FileForm.Certificate => X509Certificate2.CreateFromPemFile(file.Path, file.KeyPath),
                FileForm.Der => WithKey(X509CertificateLoader.LoadCertificateFromFile(file.Path), File.ReadAllText(file.KeyPath)),
                _ => X509CertificateLoader.LoadPkcs12FromFile(file.Path, SampleFile.Password) is { HasPrivateKey: true } opened ? opened : null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, string keyPem)
    {
        if (certificate.GetRSAPublicKey() is not null)
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(keyPem);
            return certificate.CopyWithPrivateKey(rsa);
        }

        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(keyPem);
        return certificate.CopyWithPrivateKey(key);
    }
}
