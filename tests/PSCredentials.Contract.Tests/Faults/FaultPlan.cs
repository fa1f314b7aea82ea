using System.Collections.Concurrent;

namespace PSCredentials.Contract.Tests.Faults;

/// <summary>Decides which request meets which fault.</summary>
internal sealed class FaultPlan
{
    private static readonly FaultKind[] Everything = [.. Enum.GetValues<FaultKind>().Where(kind => kind is not (FaultKind.None or FaultKind.Hang))];
    private static readonly FaultKind[] Refusals = [FaultKind.TooManyRequests, FaultKind.Unavailable];
    private static readonly FaultKind[] Lost = [.. Refusals, FaultKind.ResetBefore, FaultKind.ResetAfter, FaultKind.ResetMidAnswer, FaultKind.BadGateway, FaultKind.GatewayTimeout];
    private static readonly FaultKind[] Garbled = [FaultKind.TruncatedJson, FaultKind.MalformedJson, FaultKind.WrongContentType, FaultKind.HtmlPage];
    private static readonly FaultKind[] LostOrGarbled = [.. Lost, .. Garbled];

    private readonly ConcurrentQueue<Fault> _queue = new();
    private readonly Lock _lock = new();
    private Func<string, Fault> _otherwise = static _ => Fault.None;

    /// <summary>The next requests meet these, in their order.</summary>
    public FaultPlan Next(params ReadOnlySpan<Fault> faults)
    {
        foreach (Fault fault in faults)
        {
            _queue.Enqueue(fault);
        }

        return this;
    }

    /// <summary>Requests meet no fault from now on.</summary>
    public void Clear()
    {
        _queue.Clear();
        _otherwise = static _ => Fault.None;
    }

    /// <summary>Any request may meet any fault.</summary>
    /// <param name="seed">The seed of chance.</param>
    /// <param name="share">How many of a hundred do.</param>
    public void Anything(int seed, int share) => Chance(seed, share, static _ => Everything);

    /// <summary>
    /// Requests meet only what a careful client gets over: what reads, any loss of its answer or an answer that is none; what changes something, a refusal. Never two in a row, so that no number of tries is used up.
    /// </summary>
    /// <param name="seed">The seed of chance.</param>
    /// <param name="share">How many of a hundred do.</param>
    public void Surmountable(int seed, int share) => Chance(seed, share, static method => method == "GET" ? LostOrGarbled : Refusals);

    /// <summary>What a request meets.</summary>
    public Fault Of(string method) => _queue.TryDequeue(out Fault? fault) ? fault : _otherwise(method);

    private void Chance(int seed, int share, Func<string, FaultKind[]> kinds)
    {
        var chance = new Random(seed);
        bool isAfterFault = false;
        _otherwise = method =>
        {
            lock (_lock)
            {
                FaultKind[] choice = kinds(method);
                isAfterFault = !isAfterFault && chance.Next(100) < share;
                return !isAfterFault ? Fault.None : new Fault(choice[chance.Next(choice.Length)])
                {
                    Delay = TimeSpan.FromMilliseconds(chance.Next(3)),
                    RetryAfter = chance.Next(2) == 0 ? "1" : null,
                };
            }
        };
    }
}
