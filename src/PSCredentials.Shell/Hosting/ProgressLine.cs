using System.Management.Automation;

namespace PSCredentials.Shell.Hosting;

/// <summary>The progress of the work that reported last, on one line of a terminal.</summary>
internal sealed class ProgressLine(ShellConsole console)
{
    private const string EraseLine = "\r\u001b[K";
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private long _shownAt;
    private bool _isShown;

    public void Show(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Erase();
            return;
        }

        // Work in small steps reports far more often than an eye sees.
        if (_isShown && TimeProvider.System.GetElapsedTime(_shownAt) < s_interval)
        {
            return;
        }

        string line = Describe(record).ReplaceLineEndings(" ");
        int room = Math.Max(console.Width - 1, 1);
        console.Out.Write(EraseLine + (line.Length > room ? line[..room] : line));
        _shownAt = TimeProvider.System.GetTimestamp();
        _isShown = true;
    }

    public void Erase()
    {
        if (_isShown)
        {
            console.Out.Write(EraseLine);
            _isShown = false;
        }
    }

    private static string Describe(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : string.Empty;
        string operation = string.IsNullOrWhiteSpace(record.CurrentOperation) ? string.Empty : $" ({record.CurrentOperation})";
        return $"{record.Activity}:{percent} {record.StatusDescription}{operation}";
    }
}
