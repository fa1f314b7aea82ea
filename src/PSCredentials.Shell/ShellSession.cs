using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using PSCredentials.Shell.Hosting;
using PSCredentials.Shell.MissingCommands;

namespace PSCredentials.Shell;

/// <summary>An open runspace with the module in it, and the one way pipelines run there.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace _runspace;
    private readonly ShellConsole _console;
    private readonly ShellSignals _signals;

    private ShellSession(Runspace runspace, ShellHost host, ShellConsole console, ShellSignals signals)
    {
        _runspace = runspace;
        Host = host;
        _console = console;
        _signals = signals;
    }

    public ShellHost Host { get; }

    public static ShellSession Open(ShellOptions options, ShellConsole console, ShellSignals signals)
    {
        string manifest = ModuleLocator.Locate(options.ModulePath);
        EngineEnvironment.Prepare(manifest);
        var host = new ShellHost(console, signals, console.IsInteractive && !options.NonInteractive);
        Runspace runspace = RunspaceFactory.CreateRunspace(host, EngineEnvironment.CreateSessionState());
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        var session = new ShellSession(runspace, host, console, signals);
        try
        {
            MissingCommandHook.Install(runspace);
            session.Import(manifest);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command and renders what it writes.</summary>
    public PipelineOutcome Invoke(Command command)
    {
        Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return Render(pipeline);
    }

    /// <summary>Runs text, keeps it in the history and renders what it writes.</summary>
    public PipelineOutcome Invoke(string text)
    {
        // The engine takes unfinished text for the first line of more to come, and its view of that error is empty.
        Parser.ParseInput(text, out _, out ParseError[] errors);
        if (!errors.Any(error => error.IncompleteInput))
        {
            return Render(_runspace.CreatePipeline(text, addToHistory: true));
        }

        var unfinished = new ParseException(errors);
        Report(unfinished);
        return new PipelineOutcome([], unfinished, WasStopped: false);
    }

    /// <summary>Runs a function for its first result and shows nothing; <see langword="null"/> if it fails.</summary>
    public string? Evaluate(string function)
    {
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(function);
        PipelineOutcome outcome = Run(pipeline);
        return outcome.Error is null ? outcome.Output.FirstOrDefault()?.ToString() : null;
    }

    /// <summary>Starts to look for the code of a script's own <c>exit</c>.</summary>
    public ScriptExitCode WatchExitCode() => ScriptExitCode.Watch(_runspace);

    public object? GetVariable(string name) => _runspace.SessionStateProxy.GetVariable(name);

    /// <summary>The exit code that follows from how a pipeline ended; <see langword="null"/> if it simply came to its end.</summary>
    public int? ExitCodeAfter(PipelineOutcome outcome)
    {
        if (outcome.WasStopped && _signals.ExitCode is int signalled)
        {
            return signalled;
        }

        return Host.ExitCode ?? (outcome.Error is null ? null : ExitCodes.Failure);
    }

    public void Dispose() => _runspace.Dispose();

    private void Import(string manifest)
    {
        using Pipeline pipeline = _runspace.CreatePipeline();
        var import = new Command("Import-Module");
        import.Parameters.Add("Name", manifest);
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        pipeline.Commands.Add(import);
        if (Run(pipeline).Error is Exception error)
        {
            throw new ShellStartException($"The module '{manifest}' cannot be imported: {error.Message}", error);
        }
    }

    private PipelineOutcome Render(Pipeline pipeline)
    {
        using (pipeline)
        {
            pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            pipeline.Commands.Add(Outputter());
            PipelineOutcome outcome = Run(pipeline);
            if (outcome is { Error: Exception error, WasStopped: false })
            {
                Report(error);
            }

            return outcome;
        }
    }

    // The engine lets a native program write past Out-Default to the process's own streams, never past Out-Host.
    private string Outputter() => _console.IsProcessConsole ? "Out-Default" : "Out-Host";

    // Formatted as any object, but written to the error stream: writing it as an error would put it into $Error twice.
    private void Report(Exception error)
    {
        ErrorRecord record = (error as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(error, error.GetType().Name, ErrorCategory.NotSpecified, null);
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Host");
        pipeline.Input.Write(record);
        using (Host.Ui.WriteToErrorStream())
        {
            if (Run(pipeline).Error is not null)
            {
                _console.Error.WriteLine(error.Message);
            }
        }
    }

    private PipelineOutcome Run(Pipeline pipeline)
    {
        try
        {
            using (_signals.Guard(pipeline.StopAsync))
            {
                return new PipelineOutcome(pipeline.Invoke(), null, IsStopped(pipeline));
            }
        }
        catch (Exception error) when (error is RuntimeException or InvalidPipelineStateException)
        {
            return new PipelineOutcome([], error, error is PipelineStoppedException || IsStopped(pipeline));
        }
        finally
        {
            Host.Ui.EndProgress();
        }
    }

    private static bool IsStopped(Pipeline pipeline) => pipeline.PipelineStateInfo.State == PipelineState.Stopped;
}
