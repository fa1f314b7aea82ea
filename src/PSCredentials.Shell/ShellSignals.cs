namespace PSCredentials.Shell;

/// <summary>Carries Ctrl+C and the request to end from whoever notices them to the pipeline that runs.</summary>
public sealed class ShellSignals
{
    private readonly Lock _gate = new();
    private Action? _stop;

    /// <summary>The exit code of the last signal; <see langword="null"/> when none came since <see cref="Forget"/>.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whether the process has to end, so that the prompt must not come back.</summary>
    public bool IsTerminating => ExitCode == ExitCodes.Terminated;

    /// <summary>Whether a pipeline runs.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _stop is not null;
            }
        }
    }

    /// <summary>Stops what runs, as Ctrl+C does.</summary>
    public void Interrupt() => Raise(ExitCodes.Interrupted);

    /// <summary>Stops what runs and ends the shell, as SIGTERM does.</summary>
    public void Terminate() => Raise(ExitCodes.Terminated);

    /// <summary>Names what a signal stops until the result is disposed. A signal that came before stops it at once.</summary>
    internal IDisposable Guard(Action stop)
    {
        bool late;
        lock (_gate)
        {
            _stop = stop;
            late = ExitCode is not null;
        }

        if (late)
        {
            stop();
        }

        return new Guarded(this);
    }

    /// <summary>Forgets an interrupt, once the prompt has come back after it.</summary>
    internal void Forget()
    {
        lock (_gate)
        {
            ExitCode = IsTerminating ? ExitCode : null;
        }
    }

    private void Raise(int exitCode)
    {
        Action? stop;
        lock (_gate)
        {
            ExitCode = IsTerminating ? ExitCode : exitCode;
            stop = _stop;
        }

        stop?.Invoke();
    }

    private sealed class Guarded(ShellSignals owner) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._stop = null;
            }
        }
    }
}
