using PSCredentials.Shell;
using PSCredentials.Shell.Terminal;

try
{
    ShellOptions options = CommandLine.Parse(args);
    var signals = new ShellSignals();
    using var processSignals = new ProcessSignals(signals);
    return ShellRunner.Run(options, TerminalConsole.Create(), signals);
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return ExitCodes.Usage;
}
