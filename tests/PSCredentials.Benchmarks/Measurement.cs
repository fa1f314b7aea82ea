using System.Diagnostics;
using System.Globalization;

namespace PSCredentials.Benchmarks;

/// <summary>
/// Measures two ways of doing work in turn, A B A B …, so that a machine whose speed drifts slows both alike. What is quoted is the median of the
/// rounds; the ratio is taken round by round.
/// </summary>
internal static class Measurement
{
    private const int Rounds = 7;

    /// <summary>Operations a second of the work and of its reference, and the median of their ratio. What is prepared before each round is not timed.</summary>
    public static Result Compare(int count, Action<int> work, int referenceCount, Action<int> reference, Action? prepare = null)
    {
        prepare?.Invoke();
        work(Math.Max(1, count / 4));
        reference(Math.Max(1, referenceCount / 4));
        var ours = new double[Rounds];
        var theirs = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            prepare?.Invoke();
            ours[round] = Rate(count, work);
            theirs[round] = Rate(referenceCount, reference);
        }

        return new Result(Median(ours), Median(theirs), Median([.. ours.Zip(theirs, (a, b) => a / b)]));
    }

    /// <summary>Prints a row of the table.</summary>
    public static void Print(string work, Result result, string reference, string bar)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {work} | {Format(result.Rate)} | {reference}: {Format(result.ReferenceRate)} | {result.Ratio:0.00} | {bar} |"));
    }

    /// <summary>A rate, or a time where one operation takes long.</summary>
    public static string Format(double rate) => rate switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{rate / 1_000_000:0.00} M/s"),
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{rate:#,0}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{1000 / rate:0.0} ms"),
    };

    private static double Rate(int count, Action<int> work)
    {
        long started = Stopwatch.GetTimestamp();
        work(count);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}

/// <summary>What a comparison found.</summary>
internal sealed record Result(double Rate, double ReferenceRate, double Ratio);
