namespace PSCredentials.Commands;

/// <summary>
/// Changes a secret file that others change too. A file beside it, named after it with .lock behind, marks who is at it, as kubectl marks kubeconfigs.
/// </summary>
internal static class SharedFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Puts what a change makes of a file in its place, whole or not at all, for its owner alone.</summary>
    /// <param name="path">An absolute path; the file need not exist. A link stays one, and what it leads to is changed.</param>
    /// <param name="change">Makes the new content of the old one, which is empty where there is no file.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="CredentialException">The file cannot be read or written, or stays marked.</exception>
    internal static async Task ChangeAsync(string path, Func<byte[], byte[]> change, CancellationToken cancellationToken)
    {
        string mark = path + ".lock";
        await using (await MarkAsync(mark, path, cancellationToken))
        {
            string target = Target(path);
            WholeFile.WriteSecret(target, change(File.Exists(target) ? FilePath.ReadAll(target) : []), overwrite: true);
        }
    }

    private static async Task<FileStream> MarkAsync(string mark, string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        TimeProvider clock = TimeProvider.System;
        long start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(mark, options);
            }
            catch (IOException error) when (IsMarked(mark, error) && clock.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new CredentialException(
                    CredentialErrors.FileAccessFailed,
                    File.Exists(mark)
                        ? $"File '{path}' is being changed by another program; if none is at it, remove '{mark}'."
                        : $"File '{path}' cannot be written: {error.Message}",
                    error);
            }
        }
    }

    // The mark may be gone by the time one looks; that it was there is then in the error alone: EEXIST, or ERROR_FILE_EXISTS.
    private static bool IsMarked(string mark, IOException error) => File.Exists(mark) || error.HResult is 17 or unchecked((int)0x80070050);

    private static string Target(string path)
    {
        try
        {
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }
        catch (FileNotFoundException)
        {
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(CredentialErrors.FileAccessFailed, $"File '{path}' cannot be read: {error.Message}", error);
        }
    }
}
