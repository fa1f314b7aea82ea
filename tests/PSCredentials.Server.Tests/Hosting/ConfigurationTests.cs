using System.Net;
using System.Net.Sockets;
using PSCredentials.Server.Hosting;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Hosting;

/// <summary>A start that cannot be is told in one sentence, with exit code 2.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("PSCredentials:Nonsense is not a setting", "--PSCredentials:Nonsense=1")]
    [InlineData("PSCredentials:Limits:Nonsense is not a setting", "--PSCredentials:Limits:Nonsense=1")]
    [InlineData("'--HttpsPort' on the command line has no meaning", "--HttpsPort", "8443")]
    [InlineData("'serve' on the command line has no meaning", "serve")]
    [InlineData("--PSCredentials:HttpsPort needs a value", "--PSCredentials:HttpsPort")]
    [InlineData("PSCredentials:HttpsPort is 70000; allowed is 0 to 65535.", "--PSCredentials:HttpsPort=70000")]
    [InlineData("at 'PSCredentials:HttpsPort'", "--PSCredentials:HttpsPort=many")]
    [InlineData("PSCredentials:HttpPort is the port of HTTPS too", "--PSCredentials:HttpPort=8443")]
    [InlineData("PSCredentials:ListenAddress 'example.com' is not an address", "--PSCredentials:ListenAddress=example.com")]
    [InlineData("PSCredentials:ListenAddress '192.0.2.1' cannot be listened at", "--PSCredentials:ListenAddress=192.0.2.1")]
    [InlineData("PSCredentials:HostName is a list", "--PSCredentials:HostName=example.com")]
    [InlineData("'no name!'", "--PSCredentials:HostName:0=no name!")]
    [InlineData("PSCredentials:TrustedProxy 'proxy' is neither", "--PSCredentials:TrustedProxy:0=proxy")]
    [InlineData("PSCredentials:ClientCertificateHeader goes with TrustedProxy", "--PSCredentials:ClientCertificateHeader=X-Client-Cert")]
    [InlineData("PSCredentials:CertificatePath '/nowhere/server.pem'", "--PSCredentials:CertificatePath=/nowhere/server.pem")]
    [InlineData("PSCredentials:PassphraseFile '/nowhere/passphrase' cannot be read.", "--PSCredentials:PassphraseFile=/nowhere/passphrase")]
    [InlineData("PSCredentials:RevocationAddress is not an absolute address", "--PSCredentials:RevocationAddress=pki")]
    [InlineData("PSCredentials:BootstrapUser is empty", "--PSCredentials:BootstrapUser=")]
    [InlineData("at 'PSCredentials:LogFormat'", "--PSCredentials:LogFormat=xml")]
    [InlineData("PSCredentials:Limits:BodyBytes is 3; allowed is 1024", "--PSCredentials:Limits:BodyBytes=3")]
    [InlineData("PSCredentials:StopSeconds is -1", "--PSCredentials:StopSeconds=-1")]
    public async Task ASettingThatCannotBeUsedIsNamed(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        await AssertRefusedAsync(expected, folder.Path, ["--PSCredentials:HttpPort=-1", .. arguments]);
    }

    [Fact]
    public async Task APortThatIsTakenIsNamed()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await AssertRefusedAsync($"PSCredentials:HttpsPort is {port}, which another program listens at", folder.Path, $"--PSCredentials:HttpsPort={port}", "--PSCredentials:HttpPort=-1");
        await AssertRefusedAsync($"PSCredentials:HttpPort is {port}, which another program listens at", folder.Path, "--PSCredentials:HttpsPort=0", $"--PSCredentials:HttpPort={port}");
    }

    [Fact]
    public async Task AVaultThatCannotBeOpenedIsNamed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vault.db", new string('x', 5000));

        await AssertRefusedAsync("vault.db", folder.Path, "--PSCredentials:HttpsPort=0", "--PSCredentials:HttpPort=-1");
    }

    [Fact]
    public async Task AnEnvironmentVariableThatIsNoSettingIsNamed()
    {
        (int exit, _, string error) = await ServiceProcess.RunAsync([], start => start.Environment["PSCredentials__Pasphrase"] = "hunter2");

        Assert.Equal(2, exit);
        Assert.StartsWith("PSCredentials:Pasphrase is not a setting", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpListsEverySettingAndVersionIsOne()
    {
        (int exit, string help, _) = await ServiceProcess.RunAsync(["--help"]);
        (int versionExit, string version, _) = await ServiceProcess.RunAsync(["--version"]);

        Assert.Equal((0, 0), (exit, versionExit));
        Assert.All(Settings.All, setting => Assert.Contains($"\n  {setting.Name}", help, StringComparison.Ordinal));
        Assert.Matches(@"^\d+\.\d+\.\d+", version);
    }

    private static async Task AssertRefusedAsync(string expected, string folder, params string[] arguments)
    {
        (int exit, string output, string error) = await ServiceProcess.RunAsync([.. arguments.Contains("serve") ? arguments : [$"--PSCredentials:Path={folder}", .. arguments]]);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
