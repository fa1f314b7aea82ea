namespace PSCredentials.Deployment;

/// <summary>How a try to deliver ended.</summary>
internal enum DeliveryState
{
    /// <summary>All that was asked for has arrived.</summary>
    Delivered,

    /// <summary>Another process is delivering.</summary>
    HeldElsewhere,

    /// <summary>The time to try again has not come.</summary>
    NotDue,

    /// <summary>The environment did not take a change; those after it wait.</summary>
    Failed,
}

/// <summary>What became of a try to deliver.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="FailedAt">The number of the change that failed.</param>
internal sealed record Delivery(DeliveryState State, string Reason = "", long FailedAt = 0)
{
    /// <summary>All that was asked for has arrived.</summary>
    public static readonly Delivery Delivered = new(DeliveryState.Delivered);
}
