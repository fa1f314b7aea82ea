namespace PSCredentials.Shell.Tests.Support;

/// <summary>A script module with a view of its own, and a folder for scripts, for as long as a test class runs.</summary>
public sealed class SampleModule : IDisposable
{
    private const string Manifest = """
        @{
            RootModule = 'Sample.psm1'
            ModuleVersion = '1.2.3'
            GUID = '6b0f4e3e-6c37-4c60-9a11-6b5d8a3f3a11'
            FunctionsToExport = 'Get-Thing', 'Remove-Thing', 'Write-Streams'
            CmdletsToExport = @()
            AliasesToExport = @()
            FormatsToProcess = 'Sample.Format.ps1xml'
        }
        """;

    private const string Functions = """
        function Get-Thing {
            [CmdletBinding()] param([string[]] $Name = @('one', 'three'))
            foreach ($n in $Name) { [pscustomobject]@{ PSTypeName = 'Sample.Thing'; Name = $n; Size = $n.Length; Hidden = 'unseen' } }
        }
        function Remove-Thing {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory)] [string] $Name, [securestring] $Pin)
            if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" }
        }
        function Write-Streams {
            [CmdletBinding()] param()
            $PSCmdlet.WriteWarning('careful')
            $PSCmdlet.WriteVerbose('chatter')
            $PSCmdlet.WriteInformation('note', @())
            $PSCmdlet.WriteInformation([System.Management.Automation.HostInformationMessage]@{ Message = 'to the host' }, @('PSHOST'))
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'half way'))
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([InvalidOperationException]::new('broken'), 'Broken', 'InvalidOperation', 1))
        }
        """;

    private const string View = """
        <?xml version="1.0" encoding="utf-8"?>
        <Configuration><ViewDefinitions><View>
          <Name>Thing</Name>
          <ViewSelectedBy><TypeName>Sample.Thing</TypeName></ViewSelectedBy>
          <TableControl>
            <TableHeaders>
              <TableColumnHeader><Label>THING</Label><Width>10</Width></TableColumnHeader>
              <TableColumnHeader><Label>LENGTH</Label><Width>6</Width></TableColumnHeader>
            </TableHeaders>
            <TableRowEntries><TableRowEntry><TableColumnItems>
              <TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem>
              <TableColumnItem><PropertyName>Size</PropertyName></TableColumnItem>
            </TableColumnItems></TableRowEntry></TableRowEntries>
          </TableControl>
        </View></ViewDefinitions></Configuration>
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("psc-shell-").FullName;

    public SampleModule()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "modules", "Sample")).FullName;
        ManifestPath = Path.Combine(folder, "Sample.psd1");
        File.WriteAllText(ManifestPath, Manifest);
        File.WriteAllText(Path.Combine(folder, "Sample.psm1"), Functions);
        File.WriteAllText(Path.Combine(folder, "Sample.Format.ps1xml"), View);
    }

    public string ManifestPath { get; }

    public string Root => _root;

    /// <summary>Writes a script and returns its path.</summary>
    public string Script(string text)
    {
        string path = Path.Combine(_root, $"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command in process.</summary>
    public ShellResult Command(string text, int width = ShellConsole.DefaultWidth) => Run(ShellOptions.ForCommand(text), width: width);

    /// <summary>Runs a script in process.</summary>
    public ShellResult RunScript(string text, params string[] arguments) => Run(ShellOptions.ForScript(Script(text), arguments));

    /// <summary>Runs in process; with an input somebody is there to answer.</summary>
    public ShellResult Run(ShellOptions options, string? input = null, int width = ShellConsole.DefaultWidth, ShellSignals? signals = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var reader = new StringReader(input ?? string.Empty);
        var console = new ShellConsole(reader, output, error) { IsInteractive = input is not null, Width = width };
        int exitCode = ShellRunner.Run(options with { ModulePath = ManifestPath }, console, signals);
        return new ShellResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
