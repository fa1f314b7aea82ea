using PSCredentials.Shell;

namespace PSCredentials.Module.Tests.Help;

/// <summary>The vault that examples start from, as docs/sample.ps1 fills it; each example gets a copy.</summary>
public sealed class ExampleVault : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExampleVault()
    {
        using var error = new StringWriter();
        var console = new ShellConsole(TextWriter.Null, error);
        string sample = Path.Combine(TestEnvironment.Repository, "docs", "sample.ps1");
        string script = $"Connect-CredentialAuthority -Path '{_folder.Path}/vault'; . '{sample}'; Disconnect-CredentialAuthority; Get-Command | ForEach-Object Name";
        using var names = new StringWriter();
        int code = ShellRunner.Run(ShellOptions.ForCommand(script) with { ModulePath = TestEnvironment.Manifest }, new ShellConsole(names, error) { Width = 200 });
        Assert.True(code == 0 && error.ToString().Length == 0, error.ToString());
        KnownCommands = names.ToString().Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The commands of the engine and the module.</summary>
    public IReadOnlySet<string> KnownCommands { get; }

    /// <summary>Puts a copy of the vault into a folder.</summary>
    public void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_folder.Path, "vault")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    public void Dispose() => _folder.Dispose();
}
