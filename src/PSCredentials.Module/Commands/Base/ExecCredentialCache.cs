using System.Text;

namespace PSCredentials.Commands;

/// <summary>The folder in which certificates are kept, with their keys, between two calls of an exec plugin. Nobody but its owner may look into it.</summary>
/// <param name="folder">An absolute path; it is made when something is first kept.</param>
internal sealed class ExecCredentialCache(string folder)
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int MaximumLength = 1024 * 1024;

    // As long as the one that has the mark may wait for the vault itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The folder where none is named: in the user's folder for caches.</summary>
    /// <exception cref="CredentialException">The account has no such folder.</exception>
    internal static string DefaultFolder()
    {
        string caches = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : UnixCaches();
        return caches.Length == 0
            ? throw CredentialException.Invalid("CachePath", "is needed: this account has no folder for caches.")
            : Path.Combine(caches, "PSCredentials", "exec");
    }

    /// <summary>What is kept for a credential.</summary>
    /// <param name="id">The credential's identifier.</param>
    /// <param name="fault">Why a file that is there does not count; null where it does, or where there is none.</param>
    /// <returns>The certificate and its key, or null.</returns>
    /// <exception cref="CredentialException">The folder is open to others, or cannot be read.</exception>
    internal ExecCredential? Read(string id, out string? fault)
    {
        fault = null;
        string path = FileOf(id);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        EnsureOwnersAlone();
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
            {
                fault = $"'{path}' is a link";
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~Owners) != 0)
            {
                fault = $"'{path}' could be used by others than its owner";
                return null;
            }

            var bytes = new byte[Math.Min(file.Length, MaximumLength)];
            file.ReadExactly(bytes);
            ExecCredential? kept = ExecCredential.Parse(bytes);
            fault = kept is null ? $"'{path}' is not what this command wrote" : null;
            return kept;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            fault = $"'{path}' cannot be read: {error.Message}";
            return null;
        }
    }

    /// <summary>Keeps a certificate and its key in place of what was kept, whatever that was; a link is replaced, and not followed.</summary>
    /// <exception cref="CredentialException">The file cannot be written.</exception>
    internal void Write(string id, ExecCredential credential) => WholeFile.WriteSecret(FileOf(id), Encoding.UTF8.GetBytes(credential.Write()), overwrite: true);

    /// <summary>Forgets what is kept for a credential.</summary>
    /// <exception cref="CredentialException">The file cannot be removed.</exception>
    internal void Remove(string id)
    {
        string path = FileOf(id);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever kept.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(CredentialErrors.FileAccessFailed, $"File '{path}' cannot be removed: {error.Message}", error);
        }
    }

    /// <summary>
    /// Waits until nobody else renews a credential. The system itself takes the mark from a process that ends, however it ends: nobody sits at a
    /// plugin to remove it.
    /// </summary>
    /// <param name="id">The credential's identifier.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The mark; disposing of it lets the next one go on.</returns>
    /// <exception cref="CredentialException">The folder cannot be used, or the mark stays another's.</exception>
    internal async Task<IDisposable> LockAsync(string id, CancellationToken cancellationToken)
    {
        string path = FileOf(id) + ".lock";
        MakeFolder();
        EnsureOwnersAlone();
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        TimeProvider clock = TimeProvider.System;
        long start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (File.Exists(path) && clock.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new CredentialException(CredentialErrors.FileAccessFailed, $"File '{path}' cannot be written: {error.Message}", error);
            }
        }
    }

    private static string UnixCaches()
    {
        // A relative path there is to be ignored (XDG Base Directory Specification).
        string named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? string.Empty;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return Path.IsPathFullyQualified(named) ? named : home.Length == 0 ? home : Path.Combine(home, ".cache");
    }

    // The id may come from anybody's file, and is no path.
    private string FileOf(string id) =>
        id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? Path.Combine(folder, id.ToLowerInvariant() + ".json")
            : throw CredentialException.Invalid("Identity", "has an id that is none; allowed are letters, digits and hyphens.");

    private void MakeFolder()
    {
        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, Owners);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(CredentialErrors.FileAccessFailed, $"Folder '{folder}' cannot be made: {error.Message}", error);
        }
    }

    // Who could write there could put a file in the place of ours. On Windows the user's own folders are closed to others.
    private void EnsureOwnersAlone()
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(folder) is var mode && (mode & ~Owners) != 0)
        {
            throw new CredentialException(
                CredentialErrors.FileAccessFailed, $"Folder '{folder}' is open to others (mode {Convert.ToString((int)mode, 8)}); keys are kept in one of mode 700 alone.");
        }
    }
}
