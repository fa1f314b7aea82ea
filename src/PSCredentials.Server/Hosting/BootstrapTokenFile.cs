namespace PSCredentials.Server.Hosting;

/// <summary>Keeps the token of the first owner in a file where standard output is kept by others.</summary>
internal static class BootstrapTokenFile
{
    /// <summary>Its name in the vault's folder.</summary>
    public const string Name = "bootstrap-token";

    /// <summary>Writes the file, for its owner alone.</summary>
    /// <param name="folder">The vault's folder.</param>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="CredentialException">It cannot be written.</exception>
    public static async Task<string> WriteAsync(string folder, string token, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, Name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            // What a start that did not get further has left behind opens nothing.
            File.Delete(path);
            await using var writer = new StreamWriter(path, options);
            await writer.WriteLineAsync(token.AsMemory(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(CredentialErrors.FileAccessFailed, $"The bootstrap token cannot be written to '{path}'.", exception);
        }

        return path;
    }
}
