using System.Runtime.InteropServices;

namespace PSCredentials.Shell.Terminal;

/// <summary>Turns the process's signals into the shell's.</summary>
internal sealed class ProcessSignals : IDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly ShellSignals _signals;
    private readonly PosixSignalRegistration[] _registrations;

    public ProcessSignals(ShellSignals signals)
    {
        _signals = signals;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate),
        ];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    // A second Ctrl+C means that stopping takes too long: the process ends as if nothing had been registered.
    private void Interrupt(PosixSignalContext context)
    {
        if (_signals is { IsBusy: true, ExitCode: not null })
        {
            Environment.Exit(ExitCodes.Interrupted);
        }

        context.Cancel = true;
        _signals.Interrupt();
    }

    private void Terminate(PosixSignalContext context)
    {
        context.Cancel = true;
        bool wasBusy = _signals.IsBusy;
        _signals.Terminate();

        // What runs gets time to stop and to clean up; a prompt that waits for a key has nothing to lose.
        if (wasBusy)
        {
            Thread.Sleep(s_grace);
        }

        Environment.Exit(ExitCodes.Terminated);
    }
}
