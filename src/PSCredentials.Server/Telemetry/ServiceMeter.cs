using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;

namespace PSCredentials.Server.Telemetry;

/// <summary>What the service itself counts, beside what its authority does: requests that were refused, and those that are at work and wait.</summary>
internal sealed class ServiceMeter
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "PSCredentials.Server";

    private readonly Counter<long> _refusals;

    /// <summary>Makes the meter.</summary>
    /// <param name="factory">Where meters are made.</param>
    /// <param name="limiter">The queue of requests.</param>
    public ServiceMeter(IMeterFactory factory, ConcurrencyLimiter limiter)
    {
        Meter meter = factory.Create(Name);
        _refusals = meter.CreateCounter<long>("psc.refusals", "{request}", "Requests that were answered with an error, by its id.");
        meter.CreateObservableUpDownCounter("psc.requests.waiting", () => limiter.GetStatistics()!.CurrentQueuedCount, "{request}", "Requests that wait for their turn.");
    }

    /// <summary>Counts a refusal.</summary>
    /// <param name="error">The error.</param>
    public void CountRefusal(CredentialException error) => _refusals.Add(1, new KeyValuePair<string, object?>("error", error.ErrorId));
}
