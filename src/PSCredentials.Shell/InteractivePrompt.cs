using System.Management.Automation.Language;

namespace PSCredentials.Shell;

/// <summary>Reads commands from a user and runs them until <c>exit</c> or the end of the input.</summary>
internal sealed class InteractivePrompt(ShellSession session, ShellConsole console, ShellSignals signals)
{
    private const string DefaultPrompt = "PS> ";
    private const string ContinuationPrompt = ">> ";

    /// <summary>Runs the prompt and returns the exit code.</summary>
    public int Run()
    {
        while (true)
        {
            signals.Forget();
            if (signals.IsTerminating)
            {
                return ExitCodes.Terminated;
            }

            string? command;
            try
            {
                command = ReadCommand();
            }
            catch (OperationCanceledException)
            {
                console.Out.WriteLine();
                continue;
            }

            if (command is null)
            {
                console.Out.WriteLine();
                return ExitCodes.Success;
            }

            if (!string.IsNullOrWhiteSpace(command))
            {
                console.Remember(command);
                session.Invoke(command);
            }

            if (session.Host.ExitCode is int exitCode)
            {
                return exitCode;
            }
        }
    }

    // More lines are asked for until the text can be parsed; an empty line gives up and shows the error.
    private string? ReadCommand()
    {
        console.Out.Write(Prompt());
        string? text = console.ReadLine(masked: false);
        while (text is not null && IsIncomplete(text))
        {
            console.Out.Write(ContinuationPrompt);
            string? line = console.ReadLine(masked: false);
            if (string.IsNullOrEmpty(line))
            {
                break;
            }

            text += "\n" + line;
        }

        return text;
    }

    private string Prompt() => session.Evaluate("prompt") is { Length: > 0 } prompt ? prompt : DefaultPrompt;

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
