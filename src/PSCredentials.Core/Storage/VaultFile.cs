using System.Text;

namespace PSCredentials.Storage;

/// <summary>The database file of a vault, before and beside SQLite.</summary>
internal sealed class VaultFile
{
    /// <summary>The file's name in the vault's folder.</summary>
    public const string Name = "vault.db";

    private const UnixFileMode OwnerOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    private VaultFile(string path) => Path = path;

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>
    /// Makes folder and file where they are missing, for their owner alone. A file that is there is not opened: closing it again would take from
    /// this process the locks by which SQLite has it open elsewhere (https://sqlite.org/howtocorrupt.html, 2.2), and older programs on the same
    /// vault would not notice.
    /// </summary>
    public static VaultFile Prepare(string folder, bool create)
    {
        string path = System.IO.Path.Combine(folder, Name);
        try
        {
            // SQLite takes a file of one byte for an empty one.
            if (new FileInfo(path) is { Exists: true, Length: 1 })
            {
                throw NoDatabase(path, null);
            }

            if (!File.Exists(path))
            {
                if (!create)
                {
                    throw new CredentialException(CredentialErrors.NotFound, $"There is no vault in '{folder}'.");
                }

                CreateFolder(folder);
                CreateFile(path);
            }

            return new VaultFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.From(exception, path);
        }
    }

    /// <summary>Writes a small secret file for its owner alone, on disk before it gets its name.</summary>
    public static void WriteOwnerOnly(string path, string text)
    {
        string temporary = path + ".new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnlyFile;
        }

        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnlyFolder);
        }
    }

    private static void CreateFile(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnlyFile;
        }

        using var stream = new FileStream(path, options);
    }

    /// <summary>Says what a file is that SQLite takes for no database: none, or one whose beginning is damaged.</summary>
    public CredentialException ExplainNoDatabase(Exception cause)
    {
        Span<byte> header = stackalloc byte[Magic.Length];
        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return StoreErrors.From(exception, Path);
        }

        return header.SequenceEqual(Magic)
            ? new CredentialException(CredentialErrors.StoreDamaged, $"The vault '{Path}' is damaged: its header cannot be read.", cause)
            : NoDatabase(Path, cause);
    }

    private static CredentialException NoDatabase(string path, Exception? cause) =>
        new(CredentialErrors.StoreNotAVault, $"'{path}' is not a vault: it is no SQLite database.", cause);
}
