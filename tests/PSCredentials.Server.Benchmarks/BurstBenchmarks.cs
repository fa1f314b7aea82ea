using System.Diagnostics;
using System.Globalization;

namespace PSCredentials.Server.Benchmarks;

/// <summary>Ten times more than a limit allows: what is over it is refused, what is under it is served, and a moment later all is as before.</summary>
internal static class BurstBenchmarks
{
    private const int Limit = 500;

    public static async Task RunAsync()
    {
        await using LoadedService service = await LoadedService.StartAsync($"Limits:RequestsPerAddress={Limit}");
        var address = new Uri(service.Address, "/health/live");
        Load burst = await Wrk.RunAsync(address, 64, 5, "request = function() return wrk.format('GET') end");
        double served = burst.Rate - (burst.Refused / 5.0);
        long started = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(1));
        Load after = await Wrk.RunAsync(address, 1, 1, "delay = function() return 10 end");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| burst at a limit of {Limit}/s | {burst.Rate:#,0}/s asked, {served:#,0}/s served, {burst.Broken} without an answer | {burst.Slowest:0.0} ms | {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s later: {after.Refused} refused, {after.Slowest:0.0} ms | {burst.Rate / Limit:0.0} times | all answered |"));
    }
}
