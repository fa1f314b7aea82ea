namespace PSCredentials.Vendors.Http;

/// <summary>Work that is done once, however many callers need it at the same time. It goes on for as long as one of them waits.</summary>
/// <typeparam name="T">What comes out of it.</typeparam>
internal sealed class SingleFlight<T>
{
    private readonly Lock _lock = new();
    private Flight? _flight;

    /// <summary>Waits for the work under way, or begins it.</summary>
    /// <param name="work">The work; its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>What came out of it; what it fails with, it fails with for all that wait.</returns>
    public async Task<T> JoinAsync(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        Flight flight = Board(work);
        try
        {
            return await flight.Work.WaitAsync(cancellation);
        }
        finally
        {
            Leave(flight);
        }
    }

    private Flight Board(Func<CancellationToken, Task<T>> work)
    {
        lock (_lock)
        {
            if (_flight is null or { Work.IsCompleted: true })
            {
                var stop = new CancellationTokenSource();
                _flight = new Flight(Task.Run(() => work(stop.Token), CancellationToken.None), stop);
            }

            _flight.Waiting++;
            return _flight;
        }
    }

    private void Leave(Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Waiting > 0)
            {
                return;
            }

            _flight = _flight == flight ? null : _flight;
        }

        flight.Stop.Cancel();
    }

    private sealed class Flight(Task<T> work, CancellationTokenSource stop)
    {
        public Task<T> Work { get; } = work;

        public CancellationTokenSource Stop { get; } = stop;

        public int Waiting { get; set; }
    }
}
