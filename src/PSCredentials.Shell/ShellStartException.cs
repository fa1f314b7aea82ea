namespace PSCredentials.Shell;

/// <summary>The engine or the module could not be started.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">The engine's own error.</param>
public sealed class ShellStartException(string message, Exception? inner = null) : Exception(message, inner);
