using System.Reflection;
using System.Reflection.Emit;

namespace PSCredentials.Module.Tests.Loading;

/// <summary>The core stays out of the session's own load context, and out of memory until it is needed. Each test is a process of its own.</summary>
public sealed class CoreLoadingTests
{
    private const string Loaded = """
        function Loaded([string] $Name) {
            foreach ($a in [AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($a.GetName().Name -eq $Name) { "$Name in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($a).Name)" }
            }
        }

        """;

    [Fact]
    public async Task Import_loads_the_abstractions_alone_and_the_first_use_loads_the_core_apart()
    {
        using var folder = new TemporaryFolder();

        ShellText run = await ShellText.OfProcessAsync(Loaded + $$"""
            Get-Command -Module PSCredentials > $null
            Loaded PSCredentials.Abstractions
            Loaded PSCredentials.Core
            Loaded Microsoft.Data.Sqlite
            'first use'
            Initialize-CredentialAuthority -Path '{{Path.Combine(folder.Path, "vault")}}' > $null
            $null = New-ApiCredential first-certificate -Type ApiCertificate -GeneratePassword
            Loaded PSCredentials.Abstractions
            Loaded PSCredentials.Core
            Loaded Microsoft.Data.Sqlite
            Loaded SQLitePCLRaw.core
            """);

        Assert.Equal(
            [
                "PSCredentials.Abstractions in Default",
                "first use",
                "PSCredentials.Abstractions in Default",
                "PSCredentials.Core in PSCredentials",
                "Microsoft.Data.Sqlite in PSCredentials",
                "SQLitePCLRaw.core in PSCredentials",
            ],
            run.Succeeded().Lines);
    }

    [Theory]
    [InlineData("BouncyCastle.Cryptography")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("SQLitePCLRaw.core")]
    [InlineData("System.IO.Hashing")]
    public async Task A_foreign_version_that_was_there_first_does_not_matter(string assembly)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, assembly + ".dll");
        var foreign = new PersistedAssemblyBuilder(new AssemblyName(assembly) { Version = new Version(1, 8, 9, 0) }, typeof(object).Assembly);
        foreign.DefineDynamicModule(assembly).DefineType("Foreign", TypeAttributes.Public).CreateType();
        foreign.Save(path);

        ShellText run = await IssueAfterLoadingAsync(path, assembly, folder);

        Assert.Equal([$"{assembly} in Default", "issued True", $"{assembly} in Default"], run.Lines[..3]);
    }

    [Theory]
    [InlineData("BouncyCastle.Cryptography")]
    [InlineData("Microsoft.Data.Sqlite")]
    public async Task A_copy_that_was_there_first_does_not_matter(string assembly)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, assembly + ".dll");
        File.Copy(Path.Combine(TestEnvironment.Dependencies, assembly + ".dll"), path);

        ShellText run = await IssueAfterLoadingAsync(path, assembly, folder);

        Assert.Equal([$"{assembly} in Default", "issued True", $"{assembly} in Default"], run.Lines[..3]);
    }

    private static async Task<ShellText> IssueAfterLoadingAsync(string path, string assembly, TemporaryFolder folder) =>
        (await ShellText.OfProcessAsync(Loaded + $$"""
            [void] [Reflection.Assembly]::LoadFrom('{{path}}')
            Loaded {{assembly}}
            Initialize-CredentialAuthority -Path '{{Path.Combine(folder.Path, "vault")}}' > $null
            $issued = New-ApiCredential after-foreign -Type ApiCertificate -GeneratePassword
            "issued $(Test-ApiCredential -Certificate $issued.Certificate)"
            Loaded {{assembly}}
            """)).Succeeded();
}
