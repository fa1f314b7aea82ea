using System.Globalization;

namespace PSCredentials.Server.Benchmarks;

/// <summary>Loads two addresses in turn, A B A B …, so that a machine whose speed drifts slows both alike. The ratio is taken round by round.</summary>
internal static class Comparison
{
    private const int Rounds = 5;
    private const int Seconds = 4;

    /// <summary>Measures, and prints a row of the table.</summary>
    public static async Task RunAsync(string work, Func<int, Task<Load>> ours, string reference, Func<int, Task<Load>> theirs, string bar)
    {
        await ours(2);
        await theirs(2);
        var measured = new Load[Rounds];
        var references = new Load[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            measured[round] = await ours(Seconds);
            references[round] = await theirs(Seconds);
        }

        if (measured.Sum(load => load.Refused + load.Broken) is var lost and > 0)
        {
            throw new InvalidOperationException($"{work}: {lost} requests were refused.");
        }

        double ratio = Median([.. measured.Zip(references, (a, b) => a.Rate / b.Rate)]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {work} | {Median([.. measured.Select(load => load.Rate)]):#,0}/s | {Median([.. measured.Select(load => load.Slowest)]):0.0} ms | {reference}: {Median([.. references.Select(load => load.Rate)]):#,0}/s, {Median([.. references.Select(load => load.Slowest)]):0.0} ms | {ratio:0.00} | {bar} |"));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
