using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Remote;

/// <summary>Connections to an authority over the network: by whom, to whom, what is said of them and what is not.</summary>
public sealed class RemoteConnectionTests : IAsyncDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();
    private readonly RemoteStandIn _remote = RemoteStandIn.Start();

    public RemoteConnectionTests()
    {
        Use(_remote);
        _session.Set("token", RemoteStandIn.Token);
        _session.Set("folder", _folder.Path);
    }

    [Fact]
    public void Is_the_current_one_until_it_is_disconnected()
    {
        PSObject info = _session.One("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token");

        Assert.Equal(("localhost", "Apinizer", _remote.Address.AbsoluteUri, "True"), (info.Text("Name"), info.Text("Provider"), info.Text("Location"), info.Text("IsCurrent")));
        Assert.Equal(["localhost"], _session.Do("Get-CredentialAuthority").All("Name"));
        Assert.Empty(_session.Do("Get-ProjectCredential -Project shop").Output);
        Assert.Contains(_remote.Requests, line => line.Contains("/projects/shop/", StringComparison.Ordinal));
        Assert.Equal("NotSupported", Id(_session.Run("Get-ApiKey").Error));

        _ = _session.Do("Disconnect-CredentialAuthority");
        Assert.Equal("AuthorityNotConnected", Id(_session.Run("Get-ProjectCredential -Authority localhost").Error));
    }

    [Fact]
    public async Task Several_at_once_have_names_of_their_own()
    {
        await using RemoteStandIn other = RemoteStandIn.Start();
        _session.Set("other", other.Address);

        string[] names = _session.Do("""
            Connect-CredentialAuthority $folder/vault -Name vault
            Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token
            Connect-CredentialAuthority -Provider Apinizer -Uri $other -Token $token
            Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Name mine
            Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token
            """).All("Name");

        Assert.Equal(["vault", "localhost", $"localhost:{other.Address.Port}", "mine", "localhost"], names);
        ErrorRecord taken = _session.Catch("Connect-CredentialAuthority -Provider Apinizer -Uri $other -Token $token -Name MINE");
        Assert.Equal("AlreadyExists", Id(taken));
        Assert.Single(other.Requests);
        Assert.Equal("in-vault", _session.One("New-ApiCredential in-vault -Type ApiToken -Authority vault").Text("Name"));
        Assert.Empty(_session.Do("Get-ProjectCredential -Project shop -Authority mine").Output);
        Assert.Equal(["localhost", $"localhost:{other.Address.Port}"], _session.Complete("Get-ProjectCredential -Authority loc").Select(item => item.ListItemText).Order(StringComparer.Ordinal));
        Assert.Equal(4, _session.Do("Get-CredentialAuthority").Output.Count);
        _ = _session.Do("Get-CredentialAuthority | Disconnect-CredentialAuthority");
        Assert.Equal(4, names.Distinct().Count());
    }

    [Fact]
    public void A_description_leads_to_its_connection_from_another_runspace_as_long_as_that_lasts()
    {
        string[] found = [.. _session.Do("""
            $info = Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Name far
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                $authority = $using:info
                "$(@(Get-ProjectCredential -Project shop -Authority $authority).Count) $(@(Get-CredentialAuthority no*).Count)"
            }
            """).Output.Select(item => item.ToString())];

        Assert.Equal(["0 0", "0 0", "0 0", "0 0"], found);
        Assert.True(_remote.Requests.Count(line => line.Contains("/projects/shop/", StringComparison.Ordinal)) == 4);
        ErrorRecord ended = _session.Run("$info | Disconnect-CredentialAuthority; Get-ProjectCredential -Project shop -Authority $info").Error;
        Assert.Equal("AuthorityNotConnected", Id(ended));
    }

    [Fact]
    public void A_copy_of_a_description_cannot_connect_and_says_how_to()
    {
        _ = _session.Do("$info = Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Name far; $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($info))");
        Assert.Empty(_session.Do("Get-ProjectCredential -Project shop -Authority $copy").Output);

        ErrorRecord error = _session.Run("Disconnect-CredentialAuthority far; Get-ProjectCredential -Project shop -Authority $copy").Error;

        Assert.Equal("AuthorityNotConnected", Id(error));
        Assert.Contains($"Connect-CredentialAuthority -Provider Apinizer -Uri {_remote.Address} -Name far -Token", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_connects_nothing()
    {
        _ = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -WhatIf");

        Assert.Empty(_remote.Requests);
        Assert.Equal("AuthorityNotConnected", Id(_session.Run("Get-CredentialAuthority localhost").Error));
    }

    [Theory]
    [InlineData("-Uri $uri -Token wrong", "AuthenticationRequired", "$uri")]
    [InlineData("-Uri http://127.0.0.1:9 -Token $token -MaximumRetryCount 0", "AuthorityUnreachable", "'http://127.0.0.1:9'")]
    [InlineData("-Uri http://far.example -Token $token", "InvalidArgument", "'http://far.example'")]
    [InlineData("-Uri far.example -Token $token", "InvalidArgument", "'far.example'")]
    [InlineData("-Uri https://me:pass@far.example -Token $token", "InvalidArgument", "'https://me:pass@far.example'")]
    [InlineData("-Uri $uri", "InvalidArgument", "$uri")]
    [InlineData("-Uri $uri -Token $token -CertificatePath ./a.p12", "InvalidArgument", "$uri")]
    [InlineData("-Uri $uri -Token ''", "InvalidArgument", "$uri")]
    [InlineData("-Uri $uri -Token $token -Proxy proxy:80", "InvalidArgument", "$uri")]
    [InlineData("-Uri $uri -Token $token -OperationTimeoutSeconds 0", "InvalidArgument", "$uri")]
    [InlineData("-Uri $uri -Token $token -MaximumRetryCount 21", "InvalidArgument", "$uri")]
    [InlineData("-Uri $uri -Token $token -CertificateAuthorityPath $folder/none.pem", "FileNotFound", "$uri")]
    [InlineData("-Uri $uri -CertificatePath $folder/none.p12", "FileNotFound", "$uri")]
    public void What_goes_wrong_ends_the_command_and_names_the_address(string arguments, string id, string target)
    {
        ErrorRecord error = _session.Catch($"Connect-CredentialAuthority -Provider Apinizer {arguments}");

        Assert.Equal($"{id},PSCredentials.Commands.ConnectCredentialAuthorityCommand", error.FullyQualifiedErrorId);
        Assert.Equal(_session.One($"[string]({target})").ToString(), error.TargetObject);
        Assert.Equal("AuthorityNotConnected", Id(_session.Run("Get-CredentialAuthority localhost").Error));
        Assert.DoesNotContain(RemoteStandIn.Token, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_no_folder()
    {
        SessionResult run = _session.Run("Connect-CredentialAuthority https://far.example");

        Assert.Equal("InvalidArgument", Id(run.Error));
        Assert.Contains("-Provider", run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_is_trusted_by_its_authority_or_not_checked_with_a_warning()
    {
        await using RemoteStandIn secure = RemoteStandIn.Start(isSecure: true);
        Use(secure);
        _session.Set("ca", _folder.Write("ca.pem", secure.CertificatePem!));
        File.WriteAllBytes(Path.Combine(_folder.Path, "ca.der"), X509Certificate2.CreateFromPem(secure.CertificatePem).RawData);

        Assert.Equal("ServerCertificateRejected", Id(_session.Catch("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token")));
        Assert.Empty(secure.Requests);
        SessionResult trusted = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -CertificateAuthorityPath $ca; Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -CertificateAuthorityPath $folder/ca.der");
        Assert.Empty(trusted.Streams);
        SessionResult unchecked_ = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -SkipCertificateCheck; Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -SkipCertificateCheck");
        Assert.Equal(2, unchecked_.Streams.Count(line => line.Contains("is not checked", StringComparison.Ordinal)));
    }

    // This provider takes no certificate, and says so of one that could be read.
    [Theory]
    [InlineData("-CertificatePath $folder/client.p12 -Password $password", "NotSupported")]
    [InlineData("-CertificatePath $folder/client.pem -CertificateKeyPath $folder/client.key", "NotSupported")]
    [InlineData("-CertificatePath $folder/both.pem -Password $password", "NotSupported")]
    [InlineData("-Certificate $certificate", "NotSupported")]
    [InlineData("-CertificatePath $folder/client.p12", "InvalidArgument")]
    [InlineData("-CertificatePath $folder/client.p12 -Password $wrong", "InvalidArgument")]
    [InlineData("-CertificatePath $folder/both.pem -Password $wrong", "InvalidArgument")]
    [InlineData("-CertificatePath $folder/client.pem", "InvalidArgument")]
    [InlineData("-CertificatePath $folder/client.p12 -CertificateKeyPath $folder/client.key -Password $password", "InvalidArgument")]
    [InlineData("-CertificatePath $folder/noise.p12", "InvalidArgument")]
    public void A_client_certificate_is_read_from_a_bundle_and_from_PEM(string arguments, string id)
    {
        const string Password = "opens the bundle 17#";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllBytes(Path.Combine(_folder.Path, "client.p12"), certificate.Export(X509ContentType.Pkcs12, Password));
        _folder.Write("client.pem", certificate.ExportCertificatePem());
        _folder.Write("client.key", key.ExportPkcs8PrivateKeyPem());
        _folder.Write("both.pem", certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048)));
        _folder.Write("noise.p12", "no bundle");
        _session.Set("certificate", certificate);
        _session.Set("password", Commands.NewApiCredentialTests.Secure(Password));
        _session.Set("wrong", Commands.NewApiCredentialTests.Secure("another one 23#"));

        ErrorRecord error = _session.Catch($"Connect-CredentialAuthority -Provider Apinizer -Uri https://localhost:9 {arguments}");

        Assert.Equal(id, Id(error));
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_tells_each_request_in_order_and_no_secret_and_is_quiet_otherwise()
    {
        SessionResult quiet = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token; Get-ProjectCredential -Project shop");
        Assert.Empty(quiet.Streams);

        _remote.Unavailable = 1;
        SessionResult loud = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Verbose; Get-ProjectCredential -Project shop -Verbose");

        string[] lines = [.. loud.Streams.Where(line => line.Contains("GET ", StringComparison.Ordinal) || line.Contains("Trying again", StringComparison.Ordinal))];
        Assert.Contains("503", lines[0], StringComparison.Ordinal);
        Assert.Contains("Trying again", lines[1], StringComparison.Ordinal);
        Assert.Contains("404", lines[2], StringComparison.Ordinal);
        Assert.Contains("200", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(RemoteStandIn.Token, loud.Everything, StringComparison.Ordinal);
        Assert.Contains(_session.Do("$VerbosePreference = 'Continue'; Get-ProjectCredential -Project shop").Streams, line => line.Contains("200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token -Name second -Verbose")]
    [InlineData("Get-ProjectCredential -Project shop -Verbose")]
    [InlineData("Get-ProjectCredential -Project shop")]
    public void Ctrl_C_is_answered_soon_where_nothing_is_answered(string script)
    {
        _ = _session.Do("Connect-CredentialAuthority -Provider Apinizer -Uri $uri -Token $token");
        _remote.Hangs = true;

        // A machine that is busy elsewhere may need longer; a command that does not hear of the end always does.
        Assert.Contains(Enumerable.Range(0, 3), _ => TimeToStop(script) < TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        _folder.Dispose();
        await _remote.DisposeAsync();
    }

    private void Use(RemoteStandIn remote) => _session.Set("uri", remote.Address);

    private TimeSpan TimeToStop(string script)
    {
        using PowerShell shell = _session.Command(script + "; 'not reached'");
        IAsyncResult running = shell.BeginInvoke();
        Assert.False(running.AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(500)), $"{script} did not wait.");
        var watch = Stopwatch.StartNew();
        shell.Stop();
        watch.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        return watch.Elapsed;
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
