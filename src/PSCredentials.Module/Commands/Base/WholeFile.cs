namespace PSCredentials.Commands;

/// <summary>Writes files whole or not at all: those that hold a secret, which only their owner can read, and public ones.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="content">What goes into it.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <exception cref="CredentialException">The file exists, or cannot be written.</exception>
    internal static void WriteSecret(string path, byte[] content, bool overwrite) =>
        Write(path, file => file.Write(content), overwrite, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Writes a file that everybody may read, whole or not at all.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="content">What goes into it.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <exception cref="CredentialException">The file exists, or cannot be written.</exception>
    internal static void WritePublic(string path, byte[] content, bool overwrite) => WritePublic(path, file => file.Write(content), overwrite);

    /// <summary>Writes a file that everybody may read, whole or not at all, without having it in memory.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="write">Writes what goes into it, and leaves the stream open.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <exception cref="CredentialException">The file exists, or cannot be written.</exception>
    internal static void WritePublic(string path, Action<Stream> write, bool overwrite) =>
        Write(path, write, overwrite, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    /// <summary>Refuses a file that exists and is not to be overwritten.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <exception cref="CredentialException">The file exists.</exception>
    internal static void EnsureFree(string path, bool overwrite)
    {
        if (!overwrite && File.Exists(path))
        {
            throw Exists(path);
        }
    }

    private static void Write(string path, Action<Stream> write, bool overwrite, UnixFileMode mode)
    {
        EnsureFree(path, overwrite);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            WriteNew(temporary, write, mode);
            File.Move(temporary, path, overwrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw !overwrite && File.Exists(path)
                ? Exists(path)
                : new CredentialException(CredentialErrors.FileAccessFailed, $"File '{path}' cannot be written: {error.Message}", error);
        }
    }

    private static void WriteNew(string path, Action<Stream> write, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        write(file);
        file.Flush(flushToDisk: true);
    }

    private static CredentialException Exists(string path) => new(CredentialErrors.FileExists, $"File '{path}' exists already.");
}
