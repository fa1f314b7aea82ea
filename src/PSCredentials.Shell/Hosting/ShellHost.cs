using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace PSCredentials.Shell.Hosting;

/// <summary>What the engine knows of the shell.</summary>
internal sealed class ShellHost : PSHost
{
    public ShellHost(ShellConsole console, ShellSignals signals, bool isInteractive)
    {
        IsInteractive = isInteractive;
        Ui = new ShellUserInterface(console, signals, isInteractive);
    }

    /// <summary>Whether questions can be asked.</summary>
    public bool IsInteractive { get; }

    /// <summary>The code that <c>exit</c> asked for; <see langword="null"/> if it was not called.</summary>
    public int? ExitCode { get; private set; }

    public ShellUserInterface Ui { get; }

    public override PSHostUserInterface UI => Ui;

    public override string Name => "PSCredentials.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new PSNotSupportedException("This shell has no nested prompt; run this with pwsh.");

    public override void ExitNestedPrompt() =>
        throw new PSNotSupportedException("This shell has no nested prompt; run this with pwsh.");

    public override void NotifyBeginApplication() => Ui.EndProgress();

    public override void NotifyEndApplication()
    {
    }
}
