namespace PSCredentials.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class SettableClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 12, 1, 10, 30, 0, TimeSpan.Zero).UtcTicks;

    public DateTimeOffset Now => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Called at the next look at the clock, once: a place between the steps of an operation.</summary>
    public Action? AtNextLook { get; set; }

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        if (AtNextLook is { } action)
        {
            AtNextLook = null;
            action();
        }

        return Now;
    }
}
