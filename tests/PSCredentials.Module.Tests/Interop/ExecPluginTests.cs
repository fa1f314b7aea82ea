using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace PSCredentials.Module.Tests.Interop;

/// <summary>kubectl runs the command that an exported kubeconfig names, gets in with what that hands out, and goes on with the next certificate by itself.</summary>
public sealed class ExecPluginTests : VaultTest
{
    private static readonly string[] s_shell = ["dotnet", TestEnvironment.Shell, "-Module", TestEnvironment.Manifest, "-NonInteractive", "-Command"];
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(24);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // A path that a shell or YAML could take for something else.
    private readonly string _odd;

    public ExecPluginTests()
    {
        _odd = Directory.CreateDirectory(Path.Combine(Folder, OperatingSystem.IsWindows() ? "it's a $HOME" : "it's a \"$HOME\" `x`")).FullName;
        Session.Set("odd", _odd);
        Session.Set("shell", s_shell);
        _ = Session.Do("$null = Connect-CredentialAuthority -Path (\"$odd/vault\") -Name odd; [IO.File]::WriteAllText(\"$folder/ca.pem\", (Get-CredentialAuthority odd).CertificateAuthorityPem)");
    }

    public static TheoryData<bool> Programs => [false, true];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Kubectl_gets_in_and_goes_on_when_the_certificate_ends(bool pwsh)
    {
        Assert.SkipWhen(pwsh && !ExternalProgram.IsInstalled("pwsh"), "pwsh is not installed; the other case runs the shell of this repository.");
        await using ClientCertificateServer server = StartServer();
        string[] made = Make(server, pwsh);
        Assert.DoesNotContain("client-key-data", File.ReadAllText(Path.Combine(Folder, "config")), StringComparison.Ordinal);

        long start = TimeProvider.System.GetTimestamp();
        string first = await SerialAsync();
        Assert.DoesNotContain(first, made);

        // What is left of its life is more than a third for a while; a busy machine may take longer than that.
        string next = await SerialAsync();
        Assert.True(next == first || TimeProvider.System.GetElapsedTime(start) > s_lifetime / 2);

        start = TimeProvider.System.GetTimestamp();
        while (next == first && TimeProvider.System.GetElapsedTime(start) < s_patience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            next = await SerialAsync();
        }

        Assert.NotEqual(first, next);
        string[] events = [.. Session.Do("Get-CredentialEvent -Action Rotate -Authority odd").Output.Select(item => item.Text("Detail"))];
        Assert.Contains(events, detail => detail.Contains("serial " + first, StringComparison.Ordinal));
        Assert.Contains(events, detail => detail.Contains("serial " + next, StringComparison.Ordinal));

        // Once it is revoked, kubectl gets nothing, and says why.
        _ = Session.Do("Revoke-ApiCredential metrics-reader -Authority odd -Confirm:$false");
        ExternalProgram refused = await KubectlAsync();
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("'metrics-reader' is revoked", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
        Assert.Empty(Directory.GetFiles(Path.Combine(_odd, "cache"), "*.json", SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Kubectl_shows_a_warning_and_takes_the_certificate_all_the_same(bool pwsh)
    {
        Assert.SkipWhen(pwsh && !ExternalProgram.IsInstalled("pwsh"), "pwsh is not installed; the other case runs the shell of this repository.");
        await using ClientCertificateServer server = StartServer();
        _ = Make(server, pwsh);
        _ = await SerialAsync();
        string kept = Assert.Single(Directory.GetFiles(Path.Combine(_odd, "cache"), "*.json", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(kept, "{}", TestContext.Current.CancellationToken);

        ExternalProgram request = (await KubectlAsync()).Succeeded();

        Assert.Contains("WARNING: What was kept does not count", request.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_kubectl_at_a_time_one_rotates()
    {
        await using ClientCertificateServer server = StartServer();
        _ = Make(server, pwsh: false);

        string[] serials = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SerialAsync()));

        Assert.Single(serials.Distinct());
        Assert.Single(Session.Do("Get-CredentialEvent -Action Rotate -Authority odd").Output);
    }

    // A credential, whose certificates live so long, and its kubeconfig; the serial number of what was issued and is never used.
    private string[] Make(ClientCertificateServer server, bool pwsh)
    {
        Session.Set("server", server.Address);
        Session.Set("serverpem", server.CertificatePem);
        return [Session.One($$"""
            Set-CredentialPolicy -Type ServiceKubeConfig -DefaultLifetime ([TimeSpan]'{{s_lifetime}}') -Authority odd
            $issued = New-ApiCredential metrics-reader -Type ServiceKubeConfig -Server $server -ServerCertificateAuthority $serverpem -UserGroup viewers -Authority odd
            $null = $issued | Export-ApiCredential $folder/config -Merge -ExecPlugin {{(pwsh ? string.Empty : "-ExecCommand $shell")}}
            $issued.SerialNumber
            """).ToString()];
    }

    private async Task<string> SerialAsync() => (await KubectlAsync()).Succeeded().Output;

    private Task<ExternalProgram> KubectlAsync() => ExternalProgram.RunAsync(
        "kubectl",
        ["--kubeconfig", Path.Combine(Folder, "config"), "--cache-dir", Path.Combine(Folder, "kubectl"), "get", "--raw", "/"],
        (ProcessStartInfo start) =>
        {
            start.Environment["XDG_CACHE_HOME"] = Path.Combine(_odd, "cache");
            start.Environment["LOCALAPPDATA"] = Path.Combine(_odd, "cache");
            start.Environment["PSModulePath"] = TestEnvironment.ModulePath;
        });

    // Trusts what the authority under test signed, as long as it is within its dates, and answers with its serial number.
    private ClientCertificateServer StartServer()
    {
        X509Certificate2 authority = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(Folder, "ca.pem")));
        return new ClientCertificateServer(presented =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(presented.GetRawCertData());
            return chain.Build(certificate) ? certificate.SerialNumber : null;
        });
    }
}
