using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Shows how many things a command has done, once that has taken a second.</summary>
/// <param name="command">The command.</param>
internal sealed class RecordProgress(Cmdlet command)
{
    private const int QuietMilliseconds = 1000;
    private const int StepMilliseconds = 200;

    private readonly long _started = Environment.TickCount64;
    private ProgressRecord? _shown;
    private long _next;
    private long _count;

    /// <summary>Whether a number is on the screen.</summary>
    internal bool IsShown => _shown is not null;

    /// <summary>One more is done.</summary>
    /// <param name="activity">What is done, such as the command's name.</param>
    internal void Advance(string activity)
    {
        _count++;
        long now = Environment.TickCount64;
        if (_count < 2 || now - _started < QuietMilliseconds || now < _next)
        {
            return;
        }

        _next = now + StepMilliseconds;
        _shown = new ProgressRecord(0, activity, FormattableString.Invariant($"{_count:#,0} done"));
        command.WriteProgress(_shown);
    }

    /// <summary>All are done.</summary>
    internal void End()
    {
        if (_shown is not null)
        {
            _shown.RecordType = ProgressRecordType.Completed;
            command.WriteProgress(_shown);
        }
    }
}
