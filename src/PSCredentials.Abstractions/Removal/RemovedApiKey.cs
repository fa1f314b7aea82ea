namespace PSCredentials;

/// <summary>An API key whose record was removed, as it was then: its state is the one it has once it is restored.</summary>
public sealed record RemovedApiKey : ApiKey, IRemovedCredential
{
    /// <summary>Joins the facts and the removal.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="removal">The removal.</param>
    public RemovedApiKey(ApiKey facts, RemovalFacts removal)
        : base(facts)
    {
        ArgumentNullException.ThrowIfNull(removal);
        (RemovedAt, RemovedBy, RestorableUntil) = removal;
    }

    /// <inheritdoc/>
    public DateTimeOffset RemovedAt { get; init; }

    /// <inheritdoc/>
    public string RemovedBy { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset RestorableUntil { get; init; }
}
