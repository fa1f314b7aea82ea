using System.Collections.Concurrent;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>The time as it is, in which what is waited for comes fifty times sooner. It writes down how long was to be waited.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private const int Hurry = 50;
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>How long was to be waited, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            _waits.Enqueue(dueTime);
        }

        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Hurry : dueTime, period);
    }
}
