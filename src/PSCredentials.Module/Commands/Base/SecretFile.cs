namespace PSCredentials.Commands;

/// <summary>Writes files that hold a secret.</summary>
internal static class SecretFile
{
    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="content">What goes into it.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <exception cref="CredentialException">The file exists, or cannot be written.</exception>
    internal static void Write(string path, byte[] content, bool overwrite)
    {
        if (!overwrite && File.Exists(path))
        {
            throw Exists(path);
        }

        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            WriteNew(temporary, content);
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

    private static void WriteNew(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static CredentialException Exists(string path) => new(CredentialErrors.FileExists, $"File '{path}' exists already.");
}
