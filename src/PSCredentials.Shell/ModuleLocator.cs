namespace PSCredentials.Shell;

/// <summary>Finds the manifest of the module to import.</summary>
public static class ModuleLocator
{
    /// <summary>The environment variable that names a manifest.</summary>
    public const string EnvironmentVariable = "PSCREDENTIALS_MODULE";

    private static readonly string ManifestBelowRoot = Path.Combine("module", "PSCredentials", "PSCredentials.psd1");

    /// <summary>The manifest as an absolute path: the one named, else the environment's, else the nearest one above the shell.</summary>
    /// <param name="named">A path the user gave, or <see langword="null"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static string Locate(string? named)
    {
        string? path = named ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrEmpty(path))
        {
            string full = Path.GetFullPath(path);
            return File.Exists(full) ? full : throw new FileNotFoundException($"There is no module manifest '{path}'.", path);
        }

        return FindAbove(AppContext.BaseDirectory) ?? throw new FileNotFoundException(
            $"No folder above the shell holds {ManifestBelowRoot}; name the manifest with -Module or {EnvironmentVariable}.");
    }

    internal static string? FindAbove(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, ManifestBelowRoot);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
