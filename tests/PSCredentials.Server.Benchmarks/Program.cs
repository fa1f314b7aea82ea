using System.Globalization;
using System.Runtime.InteropServices;
using PSCredentials.Server.Benchmarks;

// Prints the rows of the design's speed table that are measured over HTTPS, each beside a bare endpoint of the same host in the same run:
//   dotnet run -c Release --project tests/PSCredentials.Server.Benchmarks -- [stored tokens, 1000000 by default] [seconds of a soak, none by default]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (!Wrk.IsInstalled)
{
    Console.WriteLine("wrk is not installed (Debian: apt-get install wrk); nothing is measured.");
    return;
}

int stored = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
int soak = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
Console.WriteLine(
    $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores shared with wrk, {RuntimeInformation.OSDescription}; HTTPS over loopback, medians of 5 rounds, ours and the reference in turn");
Console.WriteLine();
Console.WriteLine("| work | measured | p99 | reference in the same run | ratio | bar |");
Console.WriteLine("|---|---|---|---|---|---|");
await using (LoadedService service = await LoadedService.StartAsync("Limits:RequestsPerAddress=1000000", "Limits:RequestsPerCredential=1000000"))
{
    await VerifyBenchmarks.RunAsync(service, stored);
    await IssueBenchmarks.RunAsync(service);
    if (soak > 0)
    {
        await Soak.RunAsync(service, soak);
    }
}

await BurstBenchmarks.RunAsync();
