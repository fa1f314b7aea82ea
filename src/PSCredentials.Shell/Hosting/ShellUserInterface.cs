using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSCredentials.Shell.Hosting;

/// <summary>Writes what the engine shows and asks what it wants to know.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly ShellConsole _console;
    private readonly Questions _questions;
    private readonly ProgressLine? _progress;
    private readonly Lock _gate = new();
    private bool _toErrorStream;

    public ShellUserInterface(ShellConsole console, ShellSignals signals, bool isInteractive)
    {
        _console = console;
        _questions = new Questions(console, signals, this, isInteractive);
        _progress = console.IsTerminal ? new ProgressLine(console) : null;
        RawUI = new ShellRawUserInterface(console);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _toErrorStream ? _console.UsesErrorColor : _console.UsesColor;

    /// <summary>Sends all output to the error stream until the result is disposed.</summary>
    public IDisposable WriteToErrorStream()
    {
        _toErrorStream = true;
        return new ErrorStreamScope(this);
    }

    /// <summary>Takes the progress line away.</summary>
    public void EndProgress()
    {
        lock (_gate)
        {
            _progress?.Erase();
        }
    }

    public override void Write(string value)
    {
        lock (_gate)
        {
            _progress?.Erase();
            (_toErrorStream ? _console.Error : _console.Out).Write(GetOutputString(value, SupportsVirtualTerminal));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colored(foregroundColor, backgroundColor, value));

    public override void WriteLine(string value)
    {
        if (_toErrorStream)
        {
            WriteErrorLine(value);
        }
        else
        {
            Write(value + Environment.NewLine);
        }
    }

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colored(foregroundColor, backgroundColor, value) + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        // The view of an error ends with an empty line of its own, which only tears reports apart.
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        lock (_gate)
        {
            _progress?.Erase();
            string styled = _console.UsesErrorColor ? Styled(PSStyle.Instance.Formatting.Error, value) : value;
            _console.Error.WriteLine(GetOutputString(styled, _console.UsesErrorColor));
        }
    }

    public override void WriteWarningLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Warning, "WARNING: " + message));

    public override void WriteVerboseLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message));

    public override void WriteDebugLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message));

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            _progress?.Show(record);
        }
    }

    public override string ReadLine() => _questions.ReadLine();

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.AskChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => _questions.AskCredential(caption, message, userName);

    private static string Styled(string style, string value) => style + value + PSStyle.Instance.Reset;

    private static string Colored(ConsoleColor foreground, ConsoleColor background, string value) =>
        PSStyle.MapForegroundColorToEscapeSequence(foreground)
        // Black is what the host reports where a script names no background; painting it would spoil light terminals.
        + (background == ConsoleColor.Black ? string.Empty : PSStyle.MapBackgroundColorToEscapeSequence(background))
        + value
        + PSStyle.Instance.Reset;

    private sealed class ErrorStreamScope(ShellUserInterface owner) : IDisposable
    {
        public void Dispose() => owner._toErrorStream = false;
    }
}
