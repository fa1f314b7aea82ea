using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Interop;

/// <summary>Programs of others read what the cmdlets wrote to files, and get in with it where a server demands the client certificate.</summary>
public sealed class ProgramsTests : VaultTest
{
    public ProgramsTests() => _ = Session.Do("""
        $info = Get-CredentialAuthority main
        [IO.File]::WriteAllText("$folder/ca.pem", $info.CertificateAuthorityPem)
        $made = New-ApiCredential made-password -Type ApiCertificate -GeneratePassword -AsPlainText
        $null = $made | Export-ApiCredential $folder/made.p12
        $null = $made | Export-ApiCredential $folder/made.pem -Format Pem
        [IO.File]::WriteAllText("$folder/password", $made.Password)
        """);

    private string MadePassword => File.ReadAllText(At("password"));

    [Fact]
    public async Task Openssl_reads_the_bundle()
    {
        ExternalProgram info = (await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", At("made.p12"), "-passin", "file:" + At("password"), "-nodes", "-info")).Succeeded();

        Assert.Contains("subject=CN = made-password", info.Output, StringComparison.Ordinal);
        Assert.Contains("-----BEGIN PRIVATE KEY-----", info.Output, StringComparison.Ordinal);
        Assert.Contains("PBES2, PBKDF2, AES-256-CBC", info.Error, StringComparison.Ordinal);
        Assert.Contains("MAC: sha256", info.Error, StringComparison.Ordinal);
        ExternalProgram wrong = await ExternalProgram.RunAsync("openssl", "pkcs12", "-in", At("made.p12"), "-passin", "pass:wrong", "-nodes");
        Assert.NotEqual(0, wrong.ExitCode);
    }

    [Fact]
    public async Task Openssl_verifies_the_certificate_against_the_authority_alone()
    {
        ExternalProgram good = (await ExternalProgram.RunAsync("openssl", "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", At("ca.pem"), At("made.pem"))).Succeeded();
        Assert.EndsWith("OK\n", good.Output, StringComparison.Ordinal);

        _ = Session.Do("$null = Connect-CredentialAuthority $folder/other -Name other; [IO.File]::WriteAllText(\"$folder/other.pem\", (Get-CredentialAuthority other).CertificateAuthorityPem)");
        ExternalProgram bad = await ExternalProgram.RunAsync("openssl", "verify", "-CAfile", At("other.pem"), At("made.pem"));
        Assert.NotEqual(0, bad.ExitCode);
    }

    [Fact]
    public async Task Keytool_lists_the_bundle()
    {
        ExternalProgram list = (await ExternalProgram.RunAsync("keytool", "-list", "-v", "-storetype", "PKCS12", "-keystore", At("made.p12"), "-storepass:file", At("password"))).Succeeded();

        Assert.Contains("Entry type: PrivateKeyEntry", list.Output, StringComparison.Ordinal);
        Assert.Contains("Certificate chain length: 2", list.Output, StringComparison.Ordinal);
        Assert.Contains("Owner: CN=made-password", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curl_gets_in_with_the_bundle_and_not_with_one_of_another_authority()
    {
        await using ClientCertificateServer server = StartServer();
        string trusted = Path.Combine(Folder, "server.pem");
        await File.WriteAllTextAsync(trusted, server.CertificatePem, TestContext.Current.CancellationToken);

        ExternalProgram good = await CurlAsync(server, trusted, At("made.p12"), MadePassword);
        Assert.Equal("CN=made-password", good.Succeeded().Output);

        Session.Set("password", Commands.NewApiCredentialTests.Secure("chosen, with a comma"));
        _ = Session.Do("""
            $null = Connect-CredentialAuthority $folder/other -Name other
            $null = New-ApiCredential made-password -Type ApiCertificate -Password $password | Export-ApiCredential $folder/other.p12
            """);
        ExternalProgram bad = await CurlAsync(server, trusted, At("other.p12"), "chosen, with a comma");
        Assert.NotEqual(0, bad.ExitCode);
        Assert.Empty(bad.Output);
    }

    [Fact]
    public async Task Kubectl_reads_the_kubeconfig_and_gets_in_with_it()
    {
        await using ClientCertificateServer server = StartServer();
        Session.Set("server", server.Address);
        Session.Set("serverpem", server.CertificatePem);
        _ = Session.Do("""
            $null = Register-CredentialCluster loopback $server $serverpem
            $null = New-ApiCredential metrics-reader -Type ServiceKubeConfig -ClusterName loopback -ClusterNamespace monitoring -UserGroup viewers, 'dev ops' | Export-ApiCredential $folder/config
            """);

        ExternalProgram view = (await KubectlAsync("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server} {.contexts[0].context.namespace} {.users[0].name}")).Succeeded();
        Assert.Equal($"{server.Address.OriginalString} monitoring metrics-reader", view.Output);

        ExternalProgram request = (await KubectlAsync("get", "--raw", "/healthz")).Succeeded();
        Assert.Contains("CN=metrics-reader", request.Output, StringComparison.Ordinal);
        Assert.Contains("O=viewers", request.Output, StringComparison.Ordinal);
        Assert.Contains("O=dev ops", request.Output, StringComparison.Ordinal);

        // A rotated one gets in as well, and one of another authority does not.
        _ = Session.Do("$null = Update-ApiCredential metrics-reader -Rotate -Force | Export-ApiCredential $folder/config -Force");
        _ = (await KubectlAsync("get", "--raw", "/healthz")).Succeeded();
        _ = Session.Do("""
            $null = Connect-CredentialAuthority $folder/other -Name other
            $null = Register-CredentialCluster loopback $server $serverpem
            $null = New-ApiCredential metrics-reader -Type ServiceKubeConfig -ClusterName loopback -UserGroup viewers | Export-ApiCredential $folder/config -Force
            """);
        Assert.NotEqual(0, (await KubectlAsync("get", "--raw", "/healthz")).ExitCode);
    }

    [Fact]
    public async Task Kubectl_gets_in_with_a_merged_kubeconfig_as_each_user_at_each_cluster()
    {
        await using ClientCertificateServer east = StartServer();
        await using ClientCertificateServer west = StartServer();
        Session.Set("east", east);
        Session.Set("west", west);
        await File.WriteAllTextAsync(At("config"), "kind: Config\ncurrent-context: mine\nusers: [{name: mine, user: {token: t}}]\n", TestContext.Current.CancellationToken);
        _ = Session.Do("""
            $null = Register-CredentialCluster east $east.Address $east.CertificatePem
            $null = Register-CredentialCluster west $west.Address $west.CertificatePem
            $null = New-ApiCredential metrics-reader -Type ServiceKubeConfig -ClusterName west, east -ClusterNamespace default -UserGroup viewers | Export-ApiCredential $folder/config -Merge
            $null = New-ApiCredential metrics-writer -Type ServiceKubeConfig -ClusterName east -UserGroup writers | Export-ApiCredential $folder/config -Merge
            $null = Update-ApiCredential metrics-reader -Rotate -Force -WarningAction Ignore | Export-ApiCredential $folder/config -Merge
            """);

        foreach (string context in new[] { "metrics-reader@west", "metrics-reader@east", "metrics-writer@east" })
        {
            ExternalProgram request = (await KubectlAsync("--context", context, "get", "--raw", "/healthz")).Succeeded();
            Assert.Contains("CN=" + context.Split('@')[0], request.Output, StringComparison.Ordinal);
        }

        ExternalProgram view = (await KubectlAsync("config", "view", "--raw", "-o", "jsonpath={.current-context} {.users[?(@.name==\"mine\")].user.token} {.contexts[*].context.namespace}")).Succeeded();
        Assert.Equal("mine t default default", view.Output);
    }

    private static Task<ExternalProgram> CurlAsync(ClientCertificateServer server, string trusted, string bundle, string password) =>
        ExternalProgram.RunAsync(
            "curl", "--silent", "--show-error", "--max-time", "60", "--cacert", trusted, "--cert-type", "P12", "--cert", bundle, "--pass", password, server.Address.AbsoluteUri);

    private Task<ExternalProgram> KubectlAsync(params string[] arguments) =>
        ExternalProgram.RunAsync("kubectl", ["--kubeconfig", At("config"), "--cache-dir", At("cache"), .. arguments]);

    private string At(string file) => Path.Combine(Folder, file);

    // Trusts what the authority under test signed, and nothing else.
    private ClientCertificateServer StartServer()
    {
        X509Certificate2 authority = X509Certificate2.CreateFromPem(File.ReadAllText(At("ca.pem")));
        return new ClientCertificateServer(presented =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.2"));
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
            return chain.Build(certificate) ? certificate.Subject : null;
        });
    }
}
