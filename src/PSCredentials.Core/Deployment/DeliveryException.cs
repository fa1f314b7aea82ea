namespace PSCredentials.Deployment;

/// <summary>An environment did not take a change; the message says why, without any secret.</summary>
internal sealed class DeliveryException(string message, Exception? cause = null) : Exception(message, cause);
