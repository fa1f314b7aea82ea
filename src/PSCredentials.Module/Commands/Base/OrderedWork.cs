namespace PSCredentials.Commands;

/// <summary>
/// Work for several of the pipeline's objects at once, whose outcomes come out in the order of the objects. Two of one key are never under way together,
/// so that the first of them is the first that the authority sees.
/// </summary>
/// <typeparam name="T">What comes out.</typeparam>
/// <param name="width">How many at most.</param>
internal sealed class OrderedWork<T>(int width)
{
    private readonly Queue<Item> _items = new();

    /// <summary>Work under way.</summary>
    /// <param name="Key">What no other may share.</param>
    /// <param name="Target">What it is about, for its error.</param>
    /// <param name="Record">Which of the pipeline's objects, from 1.</param>
    /// <param name="Task">The work.</param>
    internal sealed record Item(string Key, object Target, long Record, Task<T> Task);

    /// <summary>Whether the oldest has to come out before work of a key begins.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True where there is no room, or one of the key is under way.</returns>
    internal bool IsFullFor(string key) =>
        _items.Count >= width || _items.Any(item => string.Equals(item.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Begins work.</summary>
    /// <param name="item">The work.</param>
    internal void Add(Item item)
    {
        // Nobody hears of its failure where the pipeline ends before its turn.
        item.Task.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        _items.Enqueue(item);
    }

    /// <summary>Whether the oldest can come out without waiting.</summary>
    internal bool IsOldestDone => _items.TryPeek(out Item? oldest) && oldest.Task.IsCompleted;

    /// <summary>Takes out the oldest.</summary>
    /// <param name="item">The work, finished or not.</param>
    /// <returns>False where there is none.</returns>
    internal bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Item? item) => _items.TryDequeue(out item);
}
