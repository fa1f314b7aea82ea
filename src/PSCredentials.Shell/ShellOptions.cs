namespace PSCredentials.Shell;

/// <summary>What the shell is asked to do.</summary>
public enum ShellMode
{
    /// <summary>Run a script file.</summary>
    Script,

    /// <summary>Run the text of a command.</summary>
    Command,

    /// <summary>Show a prompt where somebody can answer; run standard input as a script elsewhere.</summary>
    Prompt,

    /// <summary>Show how the shell is called.</summary>
    Help,

    /// <summary>Show the versions of the shell and of its engine.</summary>
    Version,
}

/// <summary>One call of the shell.</summary>
public sealed record ShellOptions
{
    /// <summary>What to do.</summary>
    public ShellMode Mode { get; init; } = ShellMode.Prompt;

    /// <summary>The script to run in <see cref="ShellMode.Script"/>.</summary>
    public string? ScriptPath { get; init; }

    /// <summary>The script's arguments as they stood on the command line.</summary>
    public IReadOnlyList<string> ScriptArguments { get; init; } = [];

    /// <summary>The text to run in <see cref="ShellMode.Command"/>.</summary>
    public string? CommandText { get; init; }

    /// <summary>The module's manifest; <see langword="null"/> to look for it, see <see cref="ModuleLocator"/>.</summary>
    public string? ModulePath { get; init; }

    /// <summary>Whether questions are errors even where somebody could answer.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>Options that run a script.</summary>
    public static ShellOptions ForScript(string path, params IReadOnlyList<string> arguments) =>
        new() { Mode = ShellMode.Script, ScriptPath = path, ScriptArguments = arguments };

    /// <summary>Options that run the text of a command.</summary>
    public static ShellOptions ForCommand(string text) => new() { Mode = ShellMode.Command, CommandText = text };
}
