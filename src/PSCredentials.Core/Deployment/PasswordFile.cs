using System.Text;

namespace PSCredentials.Deployment;

/// <summary>A password file on disk: whose it is, and how it is replaced as a whole.</summary>
internal static class PasswordFile
{
    private const string Marker = "# PSCredentials password file of environment ";
    private const string Unfinished = ".tmp";
    private const int LongestMarker = 512;
    private const int NameLength = 32;

    // The web server reads by its group: a file that none but its writer could read would lock everybody out.
    private const UnixFileMode NewFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>The first line of a file, a comment to every reader.</summary>
    public static string Header(string environmentId) => $"{Marker}{environmentId}. It is written anew with each change; edits are lost.\n";

    /// <summary>Refuses a file that somebody else wrote; one that is empty, or was an environment's, may be taken.</summary>
    /// <exception cref="CredentialException">It is another's.</exception>
    public static void RequireFree(string path)
    {
        try
        {
            if (FirstLine(Resolve(path)) is { Length: > 0 } line && !line.StartsWith(Marker, StringComparison.Ordinal))
            {
                throw CredentialException.Invalid(
                    "Target", $"'{path}' holds something that this authority did not write; move the file away first, or name another one.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CredentialException.Invalid("Target", $"'{path}' cannot be read: {Reason.Clean(exception.Message)}");
        }
    }

    /// <summary>Replaces the file, if it holds anything else.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="content">All it shall hold, with its header.</param>
    /// <param name="isFirst">Whether the environment was never deployed, and so takes over what another one left.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="DeliveryException">It cannot be written, or somebody else's file lies there.</exception>
    public static bool Write(string path, string content, bool isFirst)
    {
        string? temporary = null;
        try
        {
            string place = Resolve(path);
            bool exists = File.Exists(place);
            if (exists)
            {
                string own = isFirst ? Marker : content[..content.IndexOf('\n', StringComparison.Ordinal)];
                if (FirstLine(place) is { Length: > 0 } line && !line.StartsWith(own, StringComparison.Ordinal))
                {
                    throw new DeliveryException($"'{path}' was replaced by somebody else; move that file away, and this one is written again");
                }

                if (File.ReadAllText(place) == content)
                {
                    return false;
                }
            }

            RemoveLeftovers(place);
            temporary = $"{place}.{Guid.NewGuid():N}{Unfinished}";
            WriteNew(temporary, content, exists ? place : null);
            File.Move(temporary, place, overwrite: true);
            temporary = null;
            PosixFile.FlushFolder(Path.GetDirectoryName(place)!);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"'{path}' could not be written{Reason.Of(exception.Message)}", exception);
        }
        finally
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
    }

    // The link stays; what it leads to is replaced, and need not exist.
    private static string Resolve(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    // Null where there is no file, empty where nothing is in it.
    private static string? FirstLine(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[LongestMarker];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        string beginning = Encoding.UTF8.GetString(buffer, 0, length);
        int end = beginning.IndexOf('\n', StringComparison.Ordinal);
        return length == 0 ? string.Empty : end < 0 ? beginning : beginning[..end] + '\n';
    }

    // Of a process that was killed while it wrote. Each has a name of its own, so that what is renamed is always a whole file.
    private static void RemoveLeftovers(string path)
    {
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Unfinished))
        {
            if (file.Length == path.Length + 1 + NameLength + Unfinished.Length && file.StartsWith(path + ".", StringComparison.Ordinal))
            {
                File.Delete(file);
            }
        }
    }

    private static void WriteNew(string path, string content, string? like)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            // For nobody but the writer until it has the group that it shall have.
            options.UnixCreateMode = like is null ? NewFileMode : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(content));
        if (like is not null && !OperatingSystem.IsWindows())
        {
            PosixFile.CopyOwner(like, path);
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(like));
        }

        file.Flush(flushToDisk: true);
    }
}
