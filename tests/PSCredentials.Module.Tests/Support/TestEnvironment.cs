using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Tests.Support;

/// <summary>Where the tests find what they test, and the process they run in.</summary>
internal static class TestEnvironment
{
    /// <summary>The module's manifest, as the build left it.</summary>
    public static string Manifest { get; } = Path.Combine(RepositoryRoot(), "module", "PSCredentials", "PSCredentials.psd1");

    public static string Repository { get; } = RepositoryRoot();

    /// <summary>The folder with the core and what it depends on.</summary>
    public static string Dependencies { get; } = Path.Combine(Path.GetDirectoryName(Manifest)!, "deps");

    /// <summary>The built shell.</summary>
    public static string Shell { get; } = Path.Combine(AppContext.BaseDirectory, "PSCredentials.Shell.dll");

    /// <summary>The built program that runs SQL in a process of its own.</summary>
    public static string SqlProcess { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("PSCredentials.Module.Tests", "PSCredentials.SqlProcess", StringComparison.Ordinal), "PSCredentials.SqlProcess.dll");

    /// <summary>Where modules are found outside of the tests: the engine in this process changes its own.</summary>
    public static string? ModulePath { get; private set; }

    // No test may find, or make, a vault in the account's own data folder: one that names no folder fails here instead.
    [ModuleInitializer]
    internal static void Isolate()
    {
        ModulePath = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSCREDENTIALS_HOME", Path.Combine(Path.GetTempPath(), "psc-tests-no-home", Guid.NewGuid().ToString("N")));
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(Path.GetTempPath(), "psc-tests-no-cache", Guid.NewGuid().ToString("N")));
        Environment.SetEnvironmentVariable("PSCREDENTIALS_MASTER_KEY", null);
        Environment.SetEnvironmentVariable("PSCREDENTIALS_MODULE", null);
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "PSCredentials.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("The tests run inside of the repository only.");
    }
}
