using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Server.Tests.Clients;

/// <summary>What is made through the client of contract 1, and what it tells of it.</summary>
public sealed class F5XcIssuingTests(F5XcTenant tenant) : IClassFixture<F5XcTenant>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IApiCredentialService Remote => tenant.Remote.ApiCredentials;

    [Theory]
    [InlineData(CredentialType.ApiToken)]
    [InlineData(CredentialType.ServiceApiToken)]
    public async Task ATokenComesWithItsFacts(CredentialType type)
    {
        string name = F5XcTenant.NewName();
        NamespaceRole[] roles = type.IsService() ? [new("team-space", "Viewer")] : [];
        string[] groups = type.IsService() ? ["builders"] : [];

        IssuedApiCredential issued = await Remote.CreateAsync(
            new ApiCredentialRequest { Name = name, Type = type, Expiry = Expiry.In(TimeSpan.FromDays(7)), NamespaceRole = roles, UserGroup = groups }, Cancellation);

        ApiCredential there = await tenant.Behind.ApiCredentials.GetAsync(CredentialReference.ByName(name, "system"), Cancellation);
        Assert.Equal((there.Id, name, "system", type, CredentialState.Active), (issued.Id, issued.Name, issued.Namespace, issued.Type, issued.State));
        Assert.Equal((there.Owner, there.CreatedAt, there.ExpiresAt, "tenant"), (issued.Owner, issued.CreatedAt, issued.ExpiresAt, issued.Authority));
        Assert.Equal(roles, issued.NamespaceRole);
        Assert.Equal(groups, issued.UserGroup);
        CredentialVerdict verdict = await tenant.Behind.Verifier.VerifyTokenAsync(issued.GetToken(), null, Cancellation);
        Assert.True(verdict.IsValid, verdict.Reason.ToString());
    }

    [Theory]
    [InlineData(CredentialType.ApiCertificate, false)]
    [InlineData(CredentialType.ServiceApiCertificate, true)]
    public async Task ACertificateComesInItsPartsAndWithTheFactsOfTheEmbeddedAuthority(CredentialType type, bool isGenerated)
    {
        string name = F5XcTenant.NewName("certificate");
        BundlePassword password = isGenerated ? BundlePassword.Generate : BundlePassword.Use(new SecretText("a chosen password"));

        IssuedApiCredential issued = await Remote.CreateAsync(new ApiCredentialRequest { Name = name, Type = type, Password = password }, Cancellation);

        ApiCredential there = await tenant.Behind.ApiCredentials.GetAsync(CredentialReference.ByName(name, "system"), Cancellation);
        Assert.Equal((there.Id, there.SerialNumber, there.Fingerprint, there.KeyAlgorithm, there.Issuer), (issued.Id, issued.SerialNumber, issued.Fingerprint, issued.KeyAlgorithm, issued.Issuer));
        string opens = isGenerated ? issued.GetPassword() : "a chosen password";
        Assert.Equal(isGenerated ? PasswordGenerator.Length : opens.Length, opens.Length);
        Assert.Equal(isGenerated, issued.Password is not null);
        using X509Certificate2 bundle = X509CertificateLoader.LoadPkcs12(issued.GetPkcs12(), opens, X509KeyStorageFlags.Exportable);
        Assert.Equal(bundle.RawData, issued.GetCertificate());
        Assert.True(issued.Certificate!.HasPrivateKey);
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(issued.GetPrivateKeyPem());
        Assert.Equal(bundle.PublicKey.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        Assert.Contains("BEGIN CERTIFICATE", issued.GetChainPem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CredentialType.KubeConfig)]
    [InlineData(CredentialType.ServiceKubeConfig)]
    [InlineData(CredentialType.ServiceSiteGlobalKubeConfig)]
    public async Task AKubeConfigComesWithItsCertificateAndKey(CredentialType type)
    {
        string name = F5XcTenant.NewName("kubeconfig");
        KubeConfigTarget target = type.IsSite()
            ? new KubeConfigTarget { SiteName = F5XcTenant.Site }
            : new KubeConfigTarget { ClusterName = [F5XcTenant.Cluster], ClusterNamespace = "app-ns1" };

        IssuedApiCredential issued = await Remote.CreateAsync(new ApiCredentialRequest { Name = name, Type = type, Target = target }, Cancellation);

        ApiCredential there = await tenant.Behind.ApiCredentials.GetAsync(CredentialReference.ByName(name, "system"), Cancellation);
        Assert.Equal((there.Id, there.SerialNumber, there.Fingerprint), (issued.Id, issued.SerialNumber, issued.Fingerprint));
        Assert.Equal((target.ClusterNamespace, target.SiteName), (issued.ClusterNamespace, issued.SiteName));
        Assert.Equal(there.SiteName, issued.SiteName);
        Assert.StartsWith("apiVersion: v1", issued.GetKubeConfig(), StringComparison.Ordinal);
        Assert.True(issued.Certificate!.HasPrivateKey);
    }

    [Fact]
    public async Task AScimTokenTakesThePlaceOfTheOneInForce()
    {
        const string space = "scim-space";
        var request = new ApiCredentialRequest { Type = CredentialType.ScimApiToken, Namespace = space, Expiry = Expiry.In(TimeSpan.FromDays(30)) };
        IssuedApiCredential first = await Remote.CreateAsync(request, Cancellation);
        IssuedApiCredential second = await Remote.CreateAsync(request, Cancellation);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal("Bearer " + second.GetToken(), second.GetAuthorizationHeader()["Authorization"]);
        ApiCredential listed = Assert.Single(await Remote.ListAsync(new ApiCredentialQuery { Namespace = [space], Type = [CredentialType.ScimApiToken] }, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(second.Id, listed.Id);
        Assert.Equal(second.Id, (await Remote.GetAsync(CredentialReference.ByName(second.Name, space), Cancellation)).Id);

        ApiCredential revoked = await Remote.RevokeAsync(CredentialReference.ByName(second.Name, space), RevocationReason.Unspecified, Cancellation);

        Assert.Equal(CredentialState.Revoked, revoked.State);
        Assert.Empty(await Remote.ListAsync(new ApiCredentialQuery { Namespace = [space] }, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task ANameThatIsTakenIsAnError()
    {
        var request = new ApiCredentialRequest { Name = F5XcTenant.NewName(), Type = CredentialType.ApiToken };
        await Remote.CreateAsync(request, Cancellation);

        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => Remote.CreateAsync(request, Cancellation));

        Assert.Equal("AlreadyExists", error.ErrorId);
        Assert.Contains(request.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAuthoritysOwnWordsComeThrough()
    {
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(
            () => Remote.CreateAsync(new ApiCredentialRequest { Name = "short", Type = CredentialType.ApiToken }, Cancellation));

        Assert.Equal("InvalidArgument", error.ErrorId);
        Assert.Contains("6 to 1024", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-1)]
    public async Task LessThanADayIsRefused(double days)
    {
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(
            () => Remote.CreateAsync(new ApiCredentialRequest { Name = F5XcTenant.NewName(), Type = CredentialType.ApiToken, Expiry = Expiry.In(TimeSpan.FromDays(days)) }, Cancellation));
        Assert.Equal("LifetimeNotAllowed", error.ErrorId);
    }

    [Fact]
    public async Task ALifetimeIsCutToWholeDays()
    {
        IssuedApiCredential issued = await Remote.CreateAsync(
            new ApiCredentialRequest { Name = F5XcTenant.NewName(), Type = CredentialType.ApiToken, Expiry = Expiry.In(TimeSpan.FromHours(71)) }, Cancellation);
        Assert.InRange(issued.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromDays(1.99), TimeSpan.FromDays(2));

        issued = await Remote.CreateAsync(
            new ApiCredentialRequest { Name = F5XcTenant.NewName(), Type = CredentialType.ApiToken, Expiry = Expiry.On(DateTimeOffset.UtcNow.AddDays(3)) }, Cancellation);
        Assert.InRange(issued.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromDays(2.99), TimeSpan.FromDays(3));
    }
}
