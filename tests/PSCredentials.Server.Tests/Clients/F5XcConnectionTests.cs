namespace PSCredentials.Server.Tests.Clients;

/// <summary>How the client of contract 1 connects, and what it refuses before anything is sent.</summary>
public sealed class F5XcConnectionTests(F5XcTenant tenant) : IClassFixture<F5XcTenant>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, ApiCredentialRequest> Unsupported()
    {
        var token = new ApiCredentialRequest { Name = "nightly-build", Type = CredentialType.ApiToken };
        var certificate = new ApiCredentialRequest { Name = "nightly-build", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };
        var kubeConfig = new ApiCredentialRequest { Name = "nightly-build", Type = CredentialType.KubeConfig, Target = new KubeConfigTarget { ClusterName = [F5XcTenant.Cluster] } };
        return new TheoryData<string, ApiCredentialRequest>
        {
            { "Owner", token with { Owner = "bob" } },
            { "Description", token with { Description = "what for" } },
            { "Label", token with { Label = new Dictionary<string, string> { ["team"] = "red" } } },
            { "IPAddress", token with { IPAddress = ["192.0.2.1"] } },
            { "MaximumUses", token with { MaximumUses = 1 } },
            { "SubjectAlternativeName", certificate with { SubjectAlternativeName = ["email:ada@example.com"] } },
            { "Pkcs12Encryption", certificate with { Pkcs12Encryption = Pkcs12Encryption.Legacy } },
            { "KeyAlgorithm", certificate with { KeyAlgorithm = KeyAlgorithm.Rsa4096 } },
            { "CertificateRequest", certificate with { Password = null, CertificateRequest = new byte[] { 1 } } },
            { "WithoutBundle", certificate with { Password = null, WithoutBundle = true } },
            { "Server", kubeConfig with { Target = new KubeConfigTarget { Server = new Uri("https://k8s.example.com") } } },
            { "More than one ClusterName", kubeConfig with { Target = new KubeConfigTarget { ClusterName = ["one", "two"] } } },
            { "Type SiteGlobalKubeConfig", kubeConfig with { Type = CredentialType.SiteGlobalKubeConfig } },
            { "Name of a SCIM token", token with { Type = CredentialType.ScimApiToken } },
        };
    }

    [Theory]
    [MemberData(nameof(Unsupported), DisableDiscoveryEnumeration = true)]
    public async Task WhatTheContractCannotSayIsNamedBeforeAnythingIsSent(string parameter, ApiCredentialRequest request)
    {
        var sent = new List<string>();
        using (RequestNarration.Begin(sent.Add))
        {
            CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => tenant.Remote.ApiCredentials.CreateAsync(request, Cancellation));
            Assert.Equal("NotSupported", error.ErrorId);
            Assert.StartsWith(parameter + " is not supported by 'tenant' (F5 Distributed Cloud): ", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(sent);
    }

    [Fact]
    public async Task SoAreOtherRequestsAndWholeServices()
    {
        IApiCredentialService remote = tenant.Remote.ApiCredentials;
        var reference = CredentialReference.ByName("nightly-build");
        var sent = new List<string>();
        using (RequestNarration.Begin(sent.Add))
        {
            await NotSupportedAsync("Reason", () => remote.RevokeAsync(reference, RevocationReason.KeyCompromise, Cancellation));
            await NotSupportedAsync("Reason", () => remote.RevokeAllAsync([reference], RevocationReason.KeyCompromise, false, Cancellation));
            await NotSupportedAsync("Description", () => remote.ChangeAsync(reference, new ApiCredentialChange { Description = "new" }, Cancellation));
            await NotSupportedAsync("Label", () => remote.ChangeAsync(reference, new ApiCredentialChange { Label = new Dictionary<string, string>() }, Cancellation));
            await NotSupportedAsync("IPAddress", () => remote.ChangeAsync(reference, new ApiCredentialChange { IPAddress = [] }, Cancellation));
            await NotSupportedAsync("KeyAlgorithm", () => remote.RotateAsync(reference, new RotationRequest { KeyAlgorithm = KeyAlgorithm.Rsa2048 }, Cancellation));
            await NotSupportedAsync("CertificateOnly", () => remote.RotateAsync(reference, new RotationRequest { CertificateOnly = true }, Cancellation));
            await NotSupportedAsync("'tenant'", () => tenant.Remote.ApiKeys.CountAsync(new ApiKeyQuery(), Cancellation));
        }

        Assert.Empty(sent);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/v1/api/production/us-east-1/namespaces/default")]
    public async Task TheAddressIsTheTenantsOrThatOfItsApi(string path)
    {
        await using ICredentialAuthority remote = await tenant.ConnectAsync(tenant.Options(path: path));
        CredentialAuthorityInfo info = await remote.DescribeAsync(Cancellation);
        Assert.Equal(("tenant", "F5Xc", "owner"), (info.Name, info.Provider, info.Caller));
        Assert.True(await remote.ApiCredentials.CountAsync(new ApiCredentialQuery(), Cancellation) >= 0);
    }

    [Theory]
    [InlineData("not-a-token")]
    [InlineData("psc_api_Nq8tv1I4J8ub7mtflqzQsgXKNlTUEOqjuau0XSHcEBu3UAMwZ")]
    public async Task AWrongTokenIsKnownAtOnce(string token)
    {
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(() => tenant.ConnectAsync(tenant.Options(token)));
        Assert.Equal("AuthenticationRequired", error.ErrorId);
        Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACertificateSpeaksForItsOwner()
    {
        await tenant.Behind.Rights.GrantAsync(new CredentialRight { Principal = "carol", Role = CredentialRightRole.Owner }, Cancellation);
        IssuedApiCredential issued = await tenant.Behind.ApiCredentials.CreateAsync(
            new ApiCredentialRequest { Name = F5XcTenant.NewName("certificate"), Type = CredentialType.ApiCertificate, Owner = "carol", WithoutBundle = true }, Cancellation);
        await using ICredentialAuthority remote = await tenant.ConnectAsync(tenant.Options() with { Token = null, Certificate = issued.Certificate });

        IssuedApiCredential made = await remote.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = F5XcTenant.NewName(), Type = CredentialType.ApiToken }, Cancellation);

        Assert.Equal("carol", made.Owner);
        Assert.Equal("carol", (await remote.DescribeAsync(Cancellation)).Caller);
    }

    [Fact]
    public async Task WhoMayNothingIsToldSoByEachRequest()
    {
        await using ICredentialAuthority remote = await tenant.ConnectAsync(tenant.Options(await tenant.Running.TokenAsync("nobody")));
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(
            () => remote.ApiCredentials.CreateAsync(new ApiCredentialRequest { Name = F5XcTenant.NewName(), Namespace = "team-space", Type = CredentialType.ServiceApiToken }, Cancellation));
        Assert.Equal("NotAuthorized", error.ErrorId);
    }

    private static async Task NotSupportedAsync(string start, Func<Task> work)
    {
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(work);
        Assert.Equal("NotSupported", error.ErrorId);
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
    }
}
