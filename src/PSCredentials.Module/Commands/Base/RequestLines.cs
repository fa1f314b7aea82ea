using System.Collections.Concurrent;
using System.Management.Automation;
using PSCredentials.Formatting;

namespace PSCredentials.Commands;

/// <summary>What a command's own work tells of its requests, on its way from the threads that send to the pipeline's, which alone may write.</summary>
internal sealed class RequestLines
{
    private readonly ConcurrentQueue<string> _told = new();

    /// <summary>Does work, and hears what it tells.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="lines">Who hears it; null where nobody does.</param>
    /// <param name="work">The work.</param>
    /// <returns>The work.</returns>
    internal static Task<T> FollowAsync<T>(RequestLines? lines, Func<Task<T>> work) => lines is null ? work() : lines.FollowAsync(work);

    /// <summary>Writes what was told since the last time, in its order.</summary>
    /// <param name="cmdlet">The command, on its pipeline's thread.</param>
    internal void WriteTo(Cmdlet cmdlet)
    {
        while (!cmdlet.Stopping && _told.TryDequeue(out string? line))
        {
            // A line repeats what a server answered.
            cmdlet.WriteVerbose(VisibleText.Of(line));
        }
    }

    private async Task<T> FollowAsync<T>(Func<Task<T>> work)
    {
        using (RequestNarration.Begin(_told.Enqueue))
        {
            return await work();
        }
    }
}
