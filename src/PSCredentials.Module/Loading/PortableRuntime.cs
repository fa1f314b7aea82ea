using System.Runtime.InteropServices;

namespace PSCredentials.Module.Loading;

/// <summary>
/// Finds native libraries by portable runtime identifiers. The host's resolver knows its own identifier only, and a PowerShell that was built
/// for a distribution (<c>debian.12-x64</c>, <c>alpine.3.22-x64</c>) finds nothing under <c>linux-x64</c> by it.
/// </summary>
internal static class PortableRuntime
{
    /// <summary>The file of a native library.</summary>
    /// <param name="runtimes">The folder that holds a folder for each runtime.</param>
    /// <param name="library">The library's name as the import states it.</param>
    /// <returns>A path, or null where there is none.</returns>
    internal static string? FindNative(string runtimes, string library) =>
        (from runtime in Candidates(RuntimeInformation.RuntimeIdentifier, RuntimeInformation.ProcessArchitecture)
         from name in FileNames(library)
         select Path.Combine(runtimes, runtime, "native", name)).FirstOrDefault(File.Exists);

    /// <summary>The portable identifiers to look under, the likeliest first.</summary>
    /// <param name="runtimeIdentifier">What the runtime calls itself.</param>
    /// <param name="architecture">The process's architecture.</param>
    /// <returns>The identifiers.</returns>
    internal static IEnumerable<string> Candidates(string runtimeIdentifier, Architecture architecture)
    {
        string suffix = "-" + architecture.ToString().ToLowerInvariant();
        if (OperatingSystem.IsWindows())
        {
            return ["win" + suffix];
        }

        if (OperatingSystem.IsMacOS())
        {
            return ["osx" + suffix];
        }

        bool musl = runtimeIdentifier.Contains("musl", StringComparison.Ordinal)
            || runtimeIdentifier.StartsWith("alpine", StringComparison.Ordinal)
            || File.Exists("/etc/alpine-release");
        return musl ? ["linux-musl" + suffix, "linux" + suffix] : ["linux" + suffix, "linux-musl" + suffix];
    }

    private static string[] FileNames(string library) =>
        OperatingSystem.IsWindows() ? [library + ".dll", library]
        : OperatingSystem.IsMacOS() ? ["lib" + library + ".dylib", library + ".dylib", library]
        : ["lib" + library + ".so", library + ".so", library];
}
