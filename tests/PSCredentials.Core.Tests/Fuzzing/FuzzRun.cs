using System.Globalization;

namespace PSCredentials.Tests.Fuzzing;

/// <summary>
/// Gives a reader many damaged inputs, the same in each run. Each has a generator of its own, so that one can be looked at alone: a failure names the round. An
/// input that takes too long is a failure as well, even if it never ends.
/// </summary>
internal static class FuzzRun
{
    /// <summary>Sets how many inputs each family gets, instead of the few of an everyday run.</summary>
    private const string CountVariable = "PSCREDENTIALS_FUZZ";

    private const long MaximumAllocation = 512L * 1024 * 1024;

    // A hundred times what the slowest takes: this is about what does not end, on machines that are busy with other things.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>Runs a family.</summary>
    /// <param name="usual">How many inputs there are where the variable does not say.</param>
    /// <param name="seed">What makes the inputs of this family.</param>
    /// <param name="attempt">Makes one input, and reads it; returns whether the reader took it.</param>
    public static void Run(int usual, int seed, Func<Random, bool> attempt)
    {
        int rounds = Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : usual;
        int round = 0;
        int taken = 0;
        string? failure = null;
        var work = new Thread(() => failure = Loop(rounds, seed, attempt, ref round, ref taken)) { IsBackground = true };
        work.Start();
        int before = -1;
        while (!work.Join(s_longest))
        {
            int now = Volatile.Read(ref round);
            Assert.False(now == before, $"seed {seed}, round {now}: it does not end");
            before = now;
        }

        Assert.True(failure is null, failure);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} inputs, {taken} taken");

        // Both sides of the wall were reached.
        Assert.InRange(taken, 1, rounds - 1);
    }

    /// <summary>Does something that has to end.</summary>
    public static Task<T> EndingAsync<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(s_longest);

    private static string? Loop(int rounds, int seed, Func<Random, bool> attempt, ref int round, ref int taken)
    {
        for (int i = 0; i < rounds; i++)
        {
            Volatile.Write(ref round, i);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                taken += attempt(new Random(unchecked((seed * 7919) + i))) ? 1 : 0;
            }
            catch (Exception exception)
            {
                return $"seed {seed}, round {i}: {exception}";
            }

            if (GC.GetAllocatedBytesForCurrentThread() - allocated > MaximumAllocation)
            {
                return $"seed {seed}, round {i}: it took more than {MaximumAllocation >> 20} MiB";
            }
        }

        return null;
    }
}
