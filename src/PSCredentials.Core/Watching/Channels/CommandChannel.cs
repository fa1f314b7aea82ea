using PSCredentials.Deployment;

namespace PSCredentials.Watching.Channels;

/// <summary>Runs a program for each notice, which reads it from its standard input. It has taken the notice when it ends with 0.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="clock">The time.</param>
internal sealed class CommandChannel(IReadOnlyList<string> command, TimeProvider clock) : INoticeChannel
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public int MostInMessage => 1;

    // Not to be cancelled half way: nobody could tell whether a program that was ended had done its work.

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<NoticeMessage> notices, CancellationToken cancellationToken) =>
        LocalProgram.RunAsync(command, notices[0].ToJson() + "\n", s_patience, clock);
}
