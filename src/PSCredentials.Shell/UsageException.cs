namespace PSCredentials.Shell;

/// <summary>The shell was called in a way it does not understand.</summary>
/// <param name="message">What is wrong, in one sentence.</param>
public sealed class UsageException(string message) : Exception(message);
