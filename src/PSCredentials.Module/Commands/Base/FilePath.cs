using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>Paths of files as PowerShell writes them: relative to its location, with drives of its own, taken literally.</summary>
internal static class FilePath
{
    /// <summary>The path of the file system.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The path; it need not exist.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="CredentialException">The path is not one of the file system.</exception>
    internal static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem"
                ? resolved
                : throw CredentialException.Invalid("Path", $"'{path}' is on provider {provider.Name}; allowed are paths of the file system.");
        }
        catch (Exception error) when (error is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException)
        {
            throw new CredentialException(CredentialErrors.FileNotFound, error.Message, error);
        }
    }

    /// <summary>The path of a file that exists.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The path.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="CredentialException">The path is not one of the file system, or nothing is there.</exception>
    internal static string Existing(PSCmdlet cmdlet, string path)
    {
        string resolved = Resolve(cmdlet, path);
        return File.Exists(resolved) ? resolved : throw Missing(resolved, null);
    }

    /// <summary>The paths of files that exist, where the path may have wildcards.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">The path. Taken literally where it has no wildcards.</param>
    /// <returns>Absolute paths, at least one.</returns>
    /// <exception cref="CredentialException">The path is not one of the file system, or nothing is there.</exception>
    internal static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [Existing(cmdlet, path)];
        }

        string pattern = Resolve(cmdlet, path);
        try
        {
            List<string> files = [.. cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Where(File.Exists)];
            return files.Count > 0 ? files : throw Missing(pattern, null);
        }
        catch (ItemNotFoundException error)
        {
            throw Missing(pattern, error);
        }
    }

    /// <summary>The path of a file to write: the one that is named, or one in the folder that is named.</summary>
    /// <param name="cmdlet">Whose location a relative path starts from.</param>
    /// <param name="path">A file, or a folder that exists.</param>
    /// <param name="name">What a file in a folder is named after.</param>
    /// <param name="extension">The extension of a file in a folder.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="CredentialException">The path is not one of the file system.</exception>
    internal static string ResolveFile(PSCmdlet cmdlet, string path, string name, string extension)
    {
        string resolved = Resolve(cmdlet, path);
        return Directory.Exists(resolved) ? Path.Combine(resolved, SafeName(name) + extension) : resolved;
    }

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="CredentialException">The file does not exist or cannot be read.</exception>
    internal static byte[] ReadAll(string path) => Reading(path, () => File.ReadAllBytes(path));

    /// <summary>The lines of a text file, one after the other; the file may be larger than memory.</summary>
    /// <param name="path">An absolute path.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="CredentialException">The file does not exist or cannot be read.</exception>
    internal static IEnumerable<string> ReadLines(string path)
    {
        using StreamReader reader = Reading(path, () => new StreamReader(path));
        while (Reading(path, reader.ReadLine) is { } line)
        {
            yield return line;
        }
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(CredentialErrors.FileAccessFailed, $"File '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static CredentialException Missing(string path, Exception? error) =>
        new(CredentialErrors.FileNotFound, $"File '{path}' does not exist.", error);

    // A name is no path: what would lead elsewhere, or is not allowed in a file's name on some system, becomes an underscore.
    private static string SafeName(string name) =>
        string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '@' ? c : '_')).TrimStart('.');
}
