using System.Text.RegularExpressions;
using PSCredentials.Contract.Tests.StandIns.Apinizer;
using PSCredentials.Contract.Tests.StandIns.F5Xc;
using PSCredentials.Contract.Tests.StandIns.KubeSlice;
using PSCredentials.Contract.Tests.Suite.Subjects;
using PSCredentials.Server.Tests.Support;
using PSCredentials.Tests;

namespace PSCredentials.Contract.Tests;

/// <summary>The tour in docs/guides/vendors.md, each of its blocks as it stands, in one session of the module: against the service and the stand-ins of the vendors.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public async Task EveryStepOfTheTourWorksAsItStands()
    {
        using var folder = new TemporaryFolder();
        await using RunningService service = await RunningService.StartAsync();
        await using var f5 = new F5XcStandIn();
        await using var egs = new KubeSliceStandIn();
        await using var apinizer = new ApinizerStandIn();
        await Task.WhenAll(f5.StartAsync(), egs.StartAsync(), apinizer.StartAsync());
        string tour = string.Join(
            "\n'--'\n",
            Block().Matches(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "guides", "vendors.md"), TestContext.Current.CancellationToken)).Select(block => block.Groups[1].Value));
        (string Shown, Uri Real)[] addresses =
        [
            ("https://credentials.example:8443", service.Https), ("https://acme.console.ves.volterra.io", f5.Http), ("https://egs.example", egs.Http), ("https://apinizer.example", apinizer.Http),
        ];
        string script = folder.Write(
            "tour.ps1",
            "$ErrorActionPreference = 'Stop'\n" + addresses.Aggregate(tour, (text, address) => text.Replace(address.Shown, address.Real.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)));
        string ownerToken = await service.OwnerTokenAsync();

        ExternalProgram run = await ExternalProgram.RunAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "PSCredentials.Shell.dll"), "-File", script],
            start =>
            {
                start.Environment["PSCREDENTIALS_HOME"] = Path.Combine(folder.Path, "home");
                start.Environment["SERVICE_TOKEN"] = ownerToken;
                start.Environment["SERVICE_CA"] = service.CertificateAuthorityFile;
                start.Environment["F5XC_TOKEN"] = f5.Token;
                start.Environment["KUBESLICE_KEY"] = egs.OwnerKey;
                start.Environment["APINIZER_TOKEN"] = apinizer.Token;
            });

        Assert.True(run.ExitCode == 0, run.Everything);
        string[] sections = run.Output.Split("\n--\n");
        Assert.Equal(5, sections.Length);
        Assert.Matches("(?s)ci-deploy.*Active", sections[0]);
        Assert.Matches("(?m)^True$", sections[1]);
        Assert.Contains("****", sections[2], StringComparison.Ordinal);
        Assert.Contains("grace", sections[3], StringComparison.Ordinal);
        Assert.Matches("(?s)ci-deploy.*Disabled", sections[4]);
        Assert.DoesNotContain(ownerToken, run.Everything, StringComparison.Ordinal);
        Assert.Equal(2, f5.Requests.Count(request => request.Method == "POST" && request.Path.EndsWith("/api_credentials", StringComparison.Ordinal) && !request.Path.Contains("revoke", StringComparison.Ordinal) && !request.Path.Contains("renew", StringComparison.Ordinal)));
        Assert.Empty(apinizer.Records);
        Assert.Empty(f5.Violations.Concat(egs.Violations).Concat(apinizer.Violations));
        Assert.Equal(CredentialState.Disabled, (await service.Authority.ApiCredentials.GetAsync(CredentialReference.ByName("ci-deploy"), CancellationToken.None)).State);
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PSCredentials.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex("^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
