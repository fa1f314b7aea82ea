namespace PSCredentials.Shell;

/// <summary>Reads the command line.</summary>
public static class CommandLine
{
    /// <summary>How the shell is called.</summary>
    public const string Usage = """
        Usage: PSCredentials.Shell [options] <script.ps1> [arguments...]
               PSCredentials.Shell [options] -Command <text>
               PSCredentials.Shell [options] [-]

        Runs a script, a command or a prompt with the PSCredentials module imported, on the
        PowerShell engine from NuGet. Without a script or a command it shows a prompt; where
        standard input is redirected it runs that as a script.

        Options:
          -File, -f <script.ps1>   run this script; all that follows are its arguments
          -Command, -c <text>      run this text; all that follows belongs to it
          -Module, -m <manifest>   the module to import instead of the one beside this shell
                                   (also: environment variable PSCREDENTIALS_MODULE)
          -NonInteractive          a question is an error
          -Help, -h                show this text
          -Version                 show the versions of the shell and of its engine

        Exit codes: the script's own, 1 after an error, 64 for a wrong call, 70 if the module
        cannot be loaded, 130 after Ctrl+C, 143 after SIGTERM.
        """;

    /// <summary>Turns arguments into options.</summary>
    /// <param name="arguments">The process's arguments.</param>
    /// <exception cref="UsageException">They cannot be understood.</exception>
    public static ShellOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ShellOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument is "-" or "" || argument[0] != '-')
            {
                return argument == "-" && i == arguments.Count - 1 ? options : Script(options, arguments, i);
            }

            // Two dashes are as good as one, so that --help and --version do what they do everywhere.
            switch (argument.TrimStart('-').ToUpperInvariant())
            {
                case "FILE" or "F":
                    RequireValue(arguments, i);
                    return Script(options, arguments, i + 1);
                case "COMMAND" or "C":
                    RequireValue(arguments, i);
                    string text = string.Join(' ', arguments.Skip(i + 1));
                    return options with { Mode = ShellMode.Command, CommandText = text };
                case "MODULE" or "M":
                    options = options with { ModulePath = RequireValue(arguments, i++) };
                    break;
                case "NONINTERACTIVE":
                    options = options with { NonInteractive = true };
                    break;
                case "HELP" or "H" or "?":
                    return options with { Mode = ShellMode.Help };
                case "VERSION":
                    return options with { Mode = ShellMode.Version };
                default:
                    throw new UsageException($"There is no option '{argument}'.");
            }
        }

        return options;
    }

    private static ShellOptions Script(ShellOptions options, IReadOnlyList<string> arguments, int index)
    {
        string path = arguments[index];
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"'{path}' is not the name of a script: it has to end in .ps1.");
        }

        string full = Path.GetFullPath(path);
        return File.Exists(full)
            ? options with { Mode = ShellMode.Script, ScriptPath = full, ScriptArguments = [.. arguments.Skip(index + 1)] }
            : throw new UsageException($"There is no script '{path}'.");
    }

    private static string RequireValue(IReadOnlyList<string> arguments, int option) =>
        option + 1 < arguments.Count
            ? arguments[option + 1]
            : throw new UsageException($"The option '{arguments[option]}' needs a value.");
}
