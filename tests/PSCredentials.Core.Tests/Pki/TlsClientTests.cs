using PSCredentials.KubeConfigs;
using PSCredentials.Pki;

namespace PSCredentials.Tests.Pki;

/// <summary>What is issued lets real clients in, and what another authority issued does not.</summary>
public sealed class TlsClientTests
{
    [Theory]
    [InlineData("plain-password")]
    [InlineData("pässwörd ✓")]
    public async Task Curl_gets_in_with_the_bundle(string password)
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        await using var server = AuthorityServer.Start(authority);

        ExternalProgram curl = (await CurlAsync(folder, server, authority, password)).Succeeded();

        Assert.Equal("CN=alice,O=dev", curl.Output);
    }

    [Fact]
    public async Task Curl_does_not_get_in_with_a_bundle_of_another_authority()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using CertificateAuthority namesake = SampleAuthority.Create();
        using var folder = new TemporaryFolder();
        await using var server = AuthorityServer.Start(authority);

        ExternalProgram curl = await CurlAsync(folder, server, namesake, "password");

        Assert.NotEqual(0, curl.ExitCode);
        Assert.Empty(curl.Output);
    }

    [Fact]
    public async Task Kubectl_gets_in_with_the_kubeconfig()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        await using var server = AuthorityServer.Start(authority);

        ExternalProgram kubectl = (await KubectlAsync(server, authority)).Succeeded();

        Assert.Equal(@"CN=alice,O=dev\+ops", kubectl.Output);
    }

    [Fact]
    public async Task Kubectl_does_not_get_in_with_a_kubeconfig_of_another_authority()
    {
        using CertificateAuthority authority = SampleAuthority.Create();
        using CertificateAuthority namesake = SampleAuthority.Create();
        await using var server = AuthorityServer.Start(authority);

        ExternalProgram kubectl = await KubectlAsync(server, namesake);

        Assert.NotEqual(0, kubectl.ExitCode);
        Assert.Empty(kubectl.Output);
    }

    private static Task<ExternalProgram> CurlAsync(
        TemporaryFolder folder, ClientCertificateServer server, CertificateAuthority authority, string password)
    {
        byte[] bundle = Pkcs12Bundle.Build(
            authority.Issue(SampleAuthority.Profile("alice", "dev")), [authority.Certificate], password, 2048, "alice");
        return ExternalProgram.RunAsync(
            "curl",
            "--silent",
            "--show-error",
            "--cacert",
            folder.Write("server.pem", server.CertificatePem),
            "--cert-type",
            "P12",
            "--cert",
            folder.Write("alice.p12", bundle) + ":" + password,
            server.Address.AbsoluteUri);
    }

    private static async Task<ExternalProgram> KubectlAsync(ClientCertificateServer server, CertificateAuthority authority)
    {
        using var folder = new TemporaryFolder();
        IssuedCertificate leaf = authority.Issue(SampleAuthority.Profile("alice", "dev+ops"));
        string config = KubeConfigDocument.Write(new KubeConfigSource(
            [new KubeConfigCluster("loopback", server.Address, server.CertificatePem)], "alice", null, leaf.GetCertificatePem(), leaf.GetPrivateKeyPem()));
        return await ExternalProgram.RunAsync(
            "kubectl", "--kubeconfig", folder.Write("config", config), "--cache-dir", folder.Path, "get", "--raw", "/healthz");
    }
}
