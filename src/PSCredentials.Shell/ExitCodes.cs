namespace PSCredentials.Shell;

/// <summary>The exit codes the shell adds to those a script chooses; the numbers are those of sysexits and of signals.</summary>
public static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>An error ended the script, or the last command failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 64;

    /// <summary>The engine or the module could not be started.</summary>
    public const int CannotStart = 70;

    /// <summary>Ctrl+C stopped the script.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM stopped the script.</summary>
    public const int Terminated = 143;
}
