using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace PSCredentials.Module.Tests.Support;

/// <summary>A session of the engine, hosted in this process, with the module imported from its folder.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    private ModuleSession(Runspace runspace) => _runspace = runspace;

    /// <summary>The runspace, for what a script cannot do.</summary>
    public Runspace Runspace => _runspace;

    public static ModuleSession Open(bool import = true, PSHost? host = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        }

        Runspace runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        var session = new ModuleSession(runspace);
        session.Set("manifest", TestEnvironment.Manifest);
        if (import)
        {
            _ = session.Run("Import-Module -Name $manifest -ErrorAction Stop").Clean;
        }

        return session;
    }

    public void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    public PowerShell Command(string script)
    {
        PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell.AddScript(script);
    }

    /// <summary>Runs a script to its end and returns all that came of it.</summary>
    public SessionResult Run(string script)
    {
        using PowerShell shell = Command(script);
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? ended = null;
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException error)
        {
            ended = error.ErrorRecord;
        }

        // An error that ends a command may stand in the stream as well; it is one error all the same.
        var errors = shell.Streams.Error.Where(error => ended is null || !ReferenceEquals(error.Exception, ended.Exception)).ToList();
        if (ended is not null)
        {
            errors.Add(ended);
        }

        string[] streams =
        [
            .. shell.Streams.Warning.Select(entry => entry.Message), .. shell.Streams.Verbose.Select(entry => entry.Message),
            .. shell.Streams.Debug.Select(entry => entry.Message), .. shell.Streams.Information.Select(entry => entry.ToString()),
            .. shell.Streams.Progress.Select(entry => entry.ToString()),
        ];
        return new SessionResult([.. output], errors, streams);
    }

    /// <summary>Runs a script that has to end with an error, which a script could catch.</summary>
    public ErrorRecord Catch(string script)
    {
        SessionResult run = Run($"try {{ {script} > $null; 'came to its end' }} catch {{ $_ }}");
        return Assert.IsType<ErrorRecord>(Assert.Single(run.Output).BaseObject);
    }

    /// <summary>Runs a script that has to write one object and no error.</summary>
    public PSObject One(string script) => Run(script).Single;

    /// <summary>Runs a script that has to write no error.</summary>
    public SessionResult Do(string script) => Run(script).Clean;

    /// <summary>What the tab key offers at the end of a line.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line) => CompleteAt(line, line.Length).CompletionMatches;

    /// <summary>What the tab key offers at a place in a line.</summary>
    public CommandCompletion CompleteAt(string line, int cursor)
    {
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return CommandCompletion.CompleteInput(line, cursor, options: null, shell);
    }

    public void Dispose() => _runspace.Dispose();
}
