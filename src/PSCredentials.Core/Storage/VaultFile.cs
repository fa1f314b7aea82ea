using System.Buffers.Binary;
using System.Text;

namespace PSCredentials.Storage;

/// <summary>The database file of a vault, before and beside SQLite.</summary>
internal sealed class VaultFile
{
    /// <summary>The file's name in the vault's folder.</summary>
    public const string Name = "vault.db";

    private const UnixFileMode OwnerOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private VaultFile(string path) => Path = path;

    /// <summary>The file's absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes folder and file where they are missing, for their owner alone, and refuses a file that is no database.</summary>
    public static VaultFile Prepare(string folder, bool create)
    {
        string path = System.IO.Path.Combine(folder, Name);
        try
        {
            if (!File.Exists(path))
            {
                if (!create)
                {
                    throw new CredentialException(CredentialErrors.NotFound, $"There is no vault in '{folder}'.");
                }

                CreateFolder(folder);
                CreateFile(path);
            }

            RefuseOtherFiles(path);
            return new VaultFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.From(exception, path);
        }
    }

    /// <summary>Whether the file was taken away since it was opened; what is written to it then, nobody finds again.</summary>
    public bool IsGone => !File.Exists(Path);

    /// <summary>Refuses to go on with a file that was taken away.</summary>
    public void ThrowIfGone()
    {
        if (IsGone)
        {
            throw new CredentialException(CredentialErrors.StoreIoFailed, $"The vault '{Path}' was removed while it was open; connect to it again.");
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

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
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

    private static void RefuseOtherFiles(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[100];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read > 0 && (read < header.Length || !header.StartsWith("SQLite format 3\0"u8)))
        {
            throw new CredentialException(CredentialErrors.StoreNotAVault, $"'{path}' is not a vault: it is no SQLite database.");
        }

        // A page size that is no power of two from 512 to 65536 (written as 1) is damage that SQLite would report in less clear words.
        int pageSize = read == 0 ? 512 : BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        if (pageSize != 1 && (pageSize < 512 || !int.IsPow2(pageSize)))
        {
            throw new CredentialException(CredentialErrors.StoreDamaged, $"The vault '{path}' is damaged: its header has no valid page size.");
        }
    }
}
