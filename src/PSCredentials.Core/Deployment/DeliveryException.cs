namespace PSCredentials.Deployment;

/// <summary>A receiver did not take a message, or an environment a change; the text says why, without any secret.</summary>
internal sealed class DeliveryException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the receiver works, and refused this one message.</summary>
    public bool IsAboutMessage { get; init; }
}
