namespace PSCredentials.Tests.Interop;

/// <summary>NSS, which Firefox uses: bundles are imported by pk12util, and certificates by certutil.</summary>
internal sealed class NssProgram(string folder) : ClientProgram
{
    public override string Name => "pk12util";

    // Its programs do not say their version.
    public override async Task<string> VersionAsync() =>
        ExternalProgram.IsInstalled("dpkg-query") ? (await RunAsync("dpkg-query", "--show", "libnss3-tools")).Output : string.Empty;

    protected override async Task<bool> ReadsAsync(SampleFile file)
    {
        string store = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        string database = "sql:" + store;
        (await RunAsync("certutil", "-N", "-d", database, "--empty-password")).Succeeded();
        string[] form = file.Form == FileForm.Der ? [] : ["-a"];
        ExternalProgram import = file.IsPkcs12
            ? await RunAsync("pk12util", "-i", file.Path, "-d", database, "-K", string.Empty, "-W", SampleFile.Password)
            : await RunAsync("certutil", ["-A", "-d", database, "-n", "client", "-t", ",,", .. form, "-i", file.Path]);
        return import.ExitCode == 0;
    }
}
