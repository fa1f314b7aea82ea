using System.Security.Cryptography.X509Certificates;
using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What tests of API credentials have in common.</summary>
public abstract class ApiCredentialTest<TSubject>(TSubject subject) : ContractTest<TSubject>(subject)
    where TSubject : Subject
{
    private const string BundleSecret = "correct horse battery";

    protected IApiCredentialService Service => Authority.ApiCredentials;

    protected ApiCredentialRequest Request(string name, CredentialType type) => new()
    {
        Name = type == CredentialType.ScimApiToken && Subject.Has(Expectation.ScimTokenIsNamedThere) ? string.Empty : Name(name),
        Type = type,
        Password = type.IsCertificate() ? BundlePassword.Use(new SecretText(BundleSecret)) : null,
        Target = !type.IsKubeConfig() ? null
            : type.IsSite() ? new KubeConfigTarget { SiteName = Subjects.Subject.Site }
            : new KubeConfigTarget { ClusterName = [Subjects.Subject.Cluster], ClusterNamespace = "default" },
    };

    protected Task<IssuedApiCredential> CreateAsync(string name, CredentialType type = CredentialType.ApiToken, Func<ApiCredentialRequest, ApiCredentialRequest>? change = null)
    {
        ApiCredentialRequest request = Request(name, type);
        return Service.CreateAsync(change?.Invoke(request) ?? request, None);
    }

    /// <summary>Whether the secret of a credential is let in now.</summary>
    protected async Task<bool> IsAcceptedAsync(IssuedApiCredential issued)
    {
        ArgumentNullException.ThrowIfNull(issued);
        if (issued.Type.IsToken())
        {
            return await Subject.AcceptsTokenAsync(issued.GetToken());
        }

        if (issued.Type.IsKubeConfig())
        {
            Assert.Contains("client-key-data", issued.GetKubeConfig(), StringComparison.Ordinal);
        }
        else
        {
            using X509Certificate2 opened = X509CertificateLoader.LoadPkcs12(issued.GetPkcs12(), BundleSecret);
            Assert.Equal(issued.GetCertificate(), opened.RawData);
        }

        // TLS takes no key that is in no key store on some systems.
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(issued.Certificate!.Export(X509ContentType.Pkcs12), null);
        return await Subject.AcceptsCertificateAsync(certificate);
    }

    /// <summary>Asserts what of this test's a query finds.</summary>
    protected async Task FindsAsync(ApiCredentialQuery query, params IReadOnlyList<ApiCredential> expected)
    {
        List<ApiCredential> found = await AllAsync(Service.ListAsync(query, None));
        Assert.Equal(
            expected.Select(credential => credential.Name).Order(StringComparer.Ordinal),
            found.Select(credential => credential.Name).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
