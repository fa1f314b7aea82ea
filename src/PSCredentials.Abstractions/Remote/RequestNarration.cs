namespace PSCredentials;

/// <summary>Tells whoever began some work what requests it sends. It follows the work over threads, and no further.</summary>
public static class RequestNarration
{
    private static readonly AsyncLocal<Action<string>?> Listener = new();

    /// <summary>Listens to what is begun on this thread from now on, until the result is disposed.</summary>
    /// <param name="listener">Gets a line for each request, retry and answer, never with a secret in it; on any thread.</param>
    /// <returns>Ends it.</returns>
    public static IDisposable Begin(Action<string> listener)
    {
        Action<string>? before = Listener.Value;
        Listener.Value = listener;
        return new End(before);
    }

    /// <summary>Tells a line.</summary>
    /// <param name="line">The line, without a secret.</param>
    public static void Tell(string line) => Listener.Value?.Invoke(line);

    private sealed class End(Action<string>? before) : IDisposable
    {
        public void Dispose() => Listener.Value = before;
    }
}
