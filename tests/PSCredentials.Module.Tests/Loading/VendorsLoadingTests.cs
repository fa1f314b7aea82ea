using System.Reflection;
using System.Reflection.Emit;

namespace PSCredentials.Module.Tests.Loading;

/// <summary>The clients of remote authorities are loaded on first use, away from the session and from the core, and make no vault. Each test is a process of its own.</summary>
public sealed class VendorsLoadingTests
{
    private const string Functions = """
        function Loaded([string] $Name) {
            foreach ($a in [AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($a.GetName().Name -eq $Name) { "$Name in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($a).Name)" }
            }
        }
        function ConnectNowhere {
            try { Connect-CredentialAuthority -Provider Apinizer -Uri http://127.0.0.1:9 -Token made-up -MaximumRetryCount 1 } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }

        """;

    [Fact]
    public async Task A_session_of_remote_authorities_loads_their_clients_alone_and_makes_no_vault()
    {
        using var folder = new TemporaryFolder();

        ShellText run = await ShellText.OfProcessAsync(Functions + $$"""
            $env:PSCREDENTIALS_HOME = '{{folder.Path}}/home'
            Loaded PSCredentials.Vendors
            ConnectNowhere
            Loaded PSCredentials.Vendors
            Loaded Polly.Core
            Loaded PSCredentials.Core
            [IO.Directory]::Exists($env:PSCREDENTIALS_HOME)
            Initialize-CredentialAuthority > $null
            Loaded PSCredentials.Core
            Loaded PSCredentials.Abstractions
            """);

        Assert.Equal(
            [
                "AuthorityUnreachable",
                "PSCredentials.Vendors in PSCredentials.Vendors",
                "Polly.Core in PSCredentials.Vendors",
                "False",
                "PSCredentials.Core in PSCredentials",
                "PSCredentials.Abstractions in Default",
            ],
            run.Succeeded().Lines);
    }

    [Fact]
    public async Task A_foreign_version_that_was_there_first_does_not_matter()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "Polly.Core.dll");
        var foreign = new PersistedAssemblyBuilder(new AssemblyName("Polly.Core") { Version = new Version(1, 2, 3, 4) }, typeof(object).Assembly);
        foreign.DefineDynamicModule("Polly.Core").DefineType("Foreign", TypeAttributes.Public).CreateType();
        foreign.Save(path);

        ShellText run = await ShellText.OfProcessAsync(Functions + $"[void] [Reflection.Assembly]::LoadFrom('{path}'); Loaded Polly.Core; ConnectNowhere; Loaded Polly.Core");

        Assert.Equal(["Polly.Core in Default", "AuthorityUnreachable", "Polly.Core in Default", "Polly.Core in PSCredentials.Vendors"], run.Succeeded().Lines);
    }

    [Fact]
    public async Task A_module_without_the_clients_says_so_and_works_once_it_is_repaired_and_imported_again()
    {
        using var folder = new TemporaryFolder();
        string copy = Path.Combine(folder.Path, "PSCredentials");
        string module = Path.GetDirectoryName(TestEnvironment.Manifest)!;
        foreach (string file in Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories).Where(file => !file.Contains("runtimes", StringComparison.Ordinal)))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.Move(Path.Combine(copy, "deps", "PSCredentials.Vendors.dll"), Path.Combine(folder.Path, "taken.dll"));

        // The shell has its own copy imported, whose assemblies would be taken for this one's; a real PowerShell has none.
        Assert.SkipUnless(ExternalProgram.IsInstalled("pwsh"), "pwsh is not installed.");
        ExternalProgram run = await ExternalProgram.RunAsync("pwsh", "-NoProfile", "-NonInteractive", "-Command", Functions + $$"""
            Import-Module '{{copy}}/PSCredentials.psd1'
            ConnectNowhere
            [IO.File]::Move('{{folder.Path}}/taken.dll', '{{copy}}/deps/PSCredentials.Vendors.dll')
            ConnectNowhere
            Import-Module '{{copy}}/PSCredentials.psd1' -Force
            ConnectNowhere
            """);

        Assert.Equal("", run.Error);
        Assert.Equal(["ModuleIncomplete", "AuthorityUnreachable", "AuthorityUnreachable"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
