using System.Collections;
using System.Management.Automation.Runspaces;

namespace PSCredentials.Module.Tests.SecretVaults;

/// <summary>A session that calls the extension as SecretManagement does: by the module's folder, in the module's own scope, with parameters in a table.</summary>
internal sealed class ExtensionSession : IDisposable
{
    private const string Call = """
        param([string] $Command, [hashtable] $Params)
        $module = Microsoft.PowerShell.Core\Get-Module -Name PSCredentials -ErrorAction Ignore
        if ($null -eq $module) { $module = Microsoft.PowerShell.Core\Import-Module -Name $modulePath -PassThru }
        & $module "PSCredentials.Extension\$Command" @Params
        """;

    private const string Script = $"& {{ {Call} }} $command $params";

    private readonly ModuleSession _session = ModuleSession.Open(import: false);

    public ExtensionSession(string? path)
    {
        Parameters = new Hashtable { ["Verbose"] = false };
        if (path is not null)
        {
            Parameters["Path"] = path;
        }

        _session.Set("modulePath", Path.GetDirectoryName(TestEnvironment.Manifest));
    }

    /// <summary>What the vault was registered with.</summary>
    public Hashtable Parameters { get; }

    public Runspace Runspace => _session.Runspace;

    public ModuleSession Session => _session;

    public SessionResult Get(string name) => Run("Get-Secret", ("Name", name));

    public SessionResult List(string filter = "*") => Run("Get-SecretInfo", ("Filter", filter));

    public SessionResult Put(string name, object? secret, Hashtable? metadata = null) => Run("Set-Secret", ("Name", name), ("Secret", secret), ("Metadata", metadata ?? []));

    public SessionResult Note(string name, Hashtable metadata) => Run("Set-SecretInfo", ("Name", name), ("Metadata", metadata));

    public SessionResult Remove(string name) => Run("Remove-Secret", ("Name", name));

    public SessionResult Test() => Run("Test-SecretVault");

    public SessionResult Unlock(object? password) => Run("Unlock-SecretVault", ("Password", password));

    /// <summary>A call of Set-Secret that is not begun yet.</summary>
    public PowerShell Putting(string name, object secret)
    {
        Give("Set-Secret", [("Name", name), ("Secret", secret), ("Metadata", new Hashtable())]);
        return _session.Command(Script);
    }

    public void Dispose() => _session.Dispose();

    private SessionResult Run(string command, params (string Name, object? Value)[] parameters)
    {
        Give(command, parameters);
        return _session.Run(Script);
    }

    private void Give(string command, (string Name, object? Value)[] parameters)
    {
        var given = new Hashtable { ["VaultName"] = "team", ["AdditionalParameters"] = Parameters };
        foreach ((string name, object? value) in parameters)
        {
            given[name] = value;
        }

        _session.Set("command", command);
        _session.Set("params", given);
    }
}
