using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PSCredentials.Server.Hosting;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Server.Tests.Hosting;

/// <summary>What users run the service with is true and works: the guide, the unit, the image, the configurations of nginx.</summary>
public sealed partial class PackagingTests
{
    private const string Guide = "docs/guides/service.md";
    private const int WorstExposure = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void TheGuideListsEverySettingWithItsDefaultAndNoOther()
    {
        string guide = File.ReadAllText(Example.Path(Guide));

        Assert.Equal(
            Settings.All.Select(setting => $"{setting.Name} = {setting.Default}").Order(StringComparer.Ordinal),
            SettingRow().Matches(guide).Select(row => $"{row.Groups[1].Value} = {row.Groups[2].Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("examples/service/pscredentials.service")]
    [InlineData("examples/service/Containerfile")]
    [InlineData("examples/service/nginx-tls.conf")]
    [InlineData("examples/service/nginx-auth-request.conf")]
    [InlineData(Guide)]
    public void EveryVariableThatIsNamedIsASetting(string file)
    {
        string[] named = [.. Variable().Matches(File.ReadAllText(Example.Path(file))).Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))];

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(Settings.All, setting => setting.Name == Number().Replace(name, string.Empty)));
    }

    [Fact]
    public void WhatTheGuideShowsOfFilesStandsInThemWordForWord()
    {
        string[] files = [.. Directory.GetFiles(Example.Path("examples/service")).Select(File.ReadAllText)];
        string[] shown = [.. Snippet().Matches(File.ReadAllText(Example.Path(Guide))).Select(match => match.Groups[1].Value)];

        Assert.True(shown.Length >= 3);
        Assert.All(shown, snippet => Assert.Contains(files, file => file.Contains(snippet, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SystemdFindsNothingWrongWithTheUnitAndLittleThatIsOpen()
    {
        using var folder = new TemporaryFolder();
        string unit = folder.Write(
            "pscredentials.service", File.ReadAllText(Example.Path("examples/service/pscredentials.service")).Replace("/opt/pscredentials/PSCredentials.Server", "/usr/bin/env", StringComparison.Ordinal));

        ExternalProgram verified = (await ExternalProgram.RunAsync("systemd-analyze", "verify", unit)).Succeeded();
        ExternalProgram judged = await ExternalProgram.RunAsync(
            "systemd-analyze", "security", "--offline=yes", "--no-pager", $"--threshold={WorstExposure.ToString(CultureInfo.InvariantCulture)}", unit);

        Assert.DoesNotContain("pscredentials.service", verified.Everything, StringComparison.Ordinal);
        judged.Succeeded();
    }

    [Fact]
    public async Task NginxAsksWithTheConfigurationOfTheGuide()
    {
        await using RunningService service = await RunningService.StartAsync("TrustedProxy:0=127.0.0.1", "Limits:RefusalsPerAddress=2");
        var folder = new TemporaryFolder();
        folder.Write("authority.crt", File.ReadAllText(service.CertificateAuthorityFile));
        Directory.CreateDirectory(Path.Combine(folder.Path, "html"));
        folder.Write("html/index.html", "in");
        await using NginxServer nginx = await NginxServer.StartAsync(
            folder, server => Example.Read("examples/service/nginx-auth-request.conf", server.Port, service.Https.Port).Replace("root html", $"root {folder.Path}/html", StringComparison.Ordinal));
        string good = "Authorization: APIToken " + await service.OwnerTokenAsync();

        Assert.Equal("401", await nginx.AskAsync("/"));
        Assert.Equal("200", await nginx.AskAsync("/", "--header", good));
        Assert.Equal("401", await nginx.AskAsync("/", "--header", good + "x"));
        Assert.Equal("401", await nginx.AskAsync("/", "--header", good + "x"));
        Assert.Equal("503", await nginx.AskAsync("/", "--header", good + "x"));
    }

    [Fact]
    public async Task WhatIsPublishedRuns()
    {
        using var folder = new TemporaryFolder();
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        (await ExternalProgram.RunAsync("dotnet", "publish", Example.Path("src/PSCredentials.Server"), "--no-build", "--configuration", configuration, "--output", Path.Combine(folder.Path, "service"))).Succeeded();
        string program = Path.Combine(folder.Path, "service", "PSCredentials.Server");

        ExternalProgram version = (await ExternalProgram.RunAsync(program, ["--version"], InstalledRuntime)).Succeeded();
        using Process service = Process.Start(Prepared(new ProcessStartInfo(
            program, [$"--PSCredentials:Path={folder.Path}/vault", "--PSCredentials:HttpsPort=0", "--PSCredentials:HttpPort=0"]) { RedirectStandardOutput = true }))!;
        try
        {
            string plain = await ReadAsync(service, "Listening at http:");
            ExternalProgram healthy = await ExternalProgram.RunAsync(program, ["--check-health", new Uri(new Uri(plain), "/health/ready").AbsoluteUri], InstalledRuntime);
            ExternalProgram elsewhere = await ExternalProgram.RunAsync(program, ["--check-health", "http://127.0.0.1:1/health/ready"], InstalledRuntime);

            Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
            Assert.Equal((0, 1), (healthy.ExitCode, elsewhere.ExitCode));
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> ReadAsync(Process service, string beginning)
    {
        while (await service.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line.Split(' ')[2];
            }
        }

        throw new InvalidOperationException("The service ended.");
    }

    // The launcher of a program looks for the runtime at the usual places, which need not be those of a test machine.
    private static void InstalledRuntime(ProcessStartInfo start) =>
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static ProcessStartInfo Prepared(ProcessStartInfo start)
    {
        InstalledRuntime(start);
        return start;
    }

    [GeneratedRegex(@"^\| `([A-Z][A-Za-z:]+)` \| (?:`([^`]*)`)? ?\|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"PSCredentials__([A-Za-z_]+\d*)")]
    private static partial Regex Variable();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^```(?:nginx|ini|dockerfile)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
