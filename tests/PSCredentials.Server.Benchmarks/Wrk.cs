using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PSCredentials.Server.Benchmarks;

/// <summary>The load generator wrk, as a process of its own.</summary>
internal static partial class Wrk
{
    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <summary>Loads an address for some seconds.</summary>
    /// <param name="address">The address.</param>
    /// <param name="connections">How many connections are open.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="script">What it sends, in Lua; empty for plain GETs.</param>
    public static async Task<Load> RunAsync(Uri address, int connections, int seconds, string script)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script + Report);
            using Process process = Process.Start(new ProcessStartInfo(
                "wrk", ["--threads", "1", "--connections", Text(connections), "--duration", Text(seconds), "--timeout", "30", "--script", file, address.AbsoluteUri]) { RedirectStandardOutput = true })!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Match found = Line().Match(output);
            return found.Success
                ? new Load(Number(found, 1) / (Number(found, 2) / 1e6), Number(found, 3) / 1000, Number(found, 4) / 1000, (long)Number(found, 5), (long)Number(found, 6))
                : throw new InvalidOperationException(output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private const string Report = """

        function done(summary, latency, requests)
          io.write(string.format("measured %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
        end
        """;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"measured (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)")]
    private static partial Regex Line();
}

/// <summary>What a load found.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Median">The median of the answer times, in milliseconds.</param>
/// <param name="Slowest">Their 99th percentile.</param>
/// <param name="Refused">How many answers were 4xx or 5xx.</param>
/// <param name="Broken">How many requests had no answer.</param>
internal sealed record Load(double Rate, double Median, double Slowest, long Refused, long Broken);
