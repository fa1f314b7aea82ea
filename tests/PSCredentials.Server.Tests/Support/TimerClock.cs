using System.Collections.Concurrent;

namespace PSCredentials.Server.Tests.Support;

/// <summary>A time that a test can move on, with the timers for minutes and more that wait for it; those for less run by themselves.</summary>
internal sealed class TimerClock : TimeProvider
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<WaitingTimer> _timers = [];
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _ahead, time.Ticks);
        DateTimeOffset now = GetUtcNow();
        foreach (WaitingTimer timer in _timers)
        {
            timer.FireIfDue(now);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < s_longest)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new WaitingTimer(callback, state, GetUtcNow() + dueTime);
        _timers.Add(timer);
        return timer;
    }

    private sealed class WaitingTimer(TimerCallback callback, object? state, DateTimeOffset dueAt) : ITimer
    {
        private int _isOver;

        public void FireIfDue(DateTimeOffset now)
        {
            if (now >= dueAt && Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Volatile.Read(ref _isOver) == 0;

        public void Dispose() => Interlocked.Exchange(ref _isOver, 1);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
