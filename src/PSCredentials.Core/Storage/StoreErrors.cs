using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PSCredentials.Storage;

/// <summary>Tells what a failure of SQLite or of the file system means to the user.</summary>
internal static class StoreErrors
{
    /// <summary>Maps a failure of SQLite.</summary>
    public static CredentialException From(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => new(CredentialErrors.StoreNotAVault, $"'{file}' is not a vault: it is no SQLite database.", exception),
        // Nothing that is ever written is too big: a length that was read says so.
        raw.SQLITE_CORRUPT or raw.SQLITE_TOOBIG => new(CredentialErrors.StoreDamaged, $"The vault '{file}' is damaged: {exception.Message}", exception),
        raw.SQLITE_FULL => new(CredentialErrors.StoreFull, $"The disk that holds the vault '{file}' is full; nothing was changed.", exception),
        raw.SQLITE_READONLY => ReadOnly(file, exception),
        raw.SQLITE_CANTOPEN when IsOnReadOnlyFileSystem(file) => ReadOnly(file, exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Busy(file, exception),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            new(CredentialErrors.StoreAccessDenied, $"The vault '{file}' cannot be opened: its file or folder is not accessible.", exception),
        raw.SQLITE_IOERR => new(CredentialErrors.StoreIoFailed, $"Reading or writing the vault '{file}' failed: {exception.Message}", exception),
        _ => new(CredentialErrors.Internal, $"The vault '{file}' answered unexpectedly: {exception.Message}", exception),
    };

    /// <summary>Maps a failure of the file system.</summary>
    public static CredentialException From(Exception exception, string path) => exception switch
    {
        UnauthorizedAccessException => new(CredentialErrors.StoreAccessDenied, $"'{path}' is not accessible: {exception.Message}", exception),
        IOException io when IsReadOnlyFileSystem(io) =>
            new(CredentialErrors.StoreReadOnly, $"'{path}' cannot be written: the file system is read-only.", exception),
        IOException io when IsDiskFull(io) => new(CredentialErrors.StoreFull, $"The disk that holds '{path}' is full.", exception),
        _ => new(CredentialErrors.StoreIoFailed, $"'{path}' cannot be used: {exception.Message}", exception),
    };

    /// <summary>Whether a failure says that what was read is not what the vault ever wrote: SQLite notices damage to its own structures alone.</summary>
    public static bool IsUnreadable(Exception exception) => exception
        is JsonException or InvalidCastException or FormatException or OverflowException or ArgumentNullException or ArgumentOutOfRangeException or KeyNotFoundException
        or (InvalidOperationException and not ObjectDisposedException) or NullReferenceException;

    /// <summary>The error for what cannot be read.</summary>
    public static CredentialException Damaged(string file, Exception exception) =>
        new(CredentialErrors.StoreDamaged, $"The vault '{file}' is damaged: it holds what was never written to it.", exception);

    /// <summary>The error after waiting too long for another process.</summary>
    public static CredentialException Busy(string file, Exception? exception = null) =>
        new(CredentialErrors.StoreBusy, $"The vault '{file}' is held by another process.", exception);

    /// <summary>The error where the file was taken away, or another one put in its place: what is written to it then, nobody finds again.</summary>
    public static CredentialException Gone(string file) =>
        new(CredentialErrors.StoreIoFailed, $"The vault '{file}' was removed or replaced while it was open; connect to it again.");

    private static CredentialException ReadOnly(string file, Exception exception) =>
        new(CredentialErrors.StoreReadOnly, $"The vault '{file}' cannot be written: its file or folder is read-only.", exception);

    // SQLite says of a vault on a read-only file system only that it cannot be opened. Setting a time to what it is changes nothing, and is refused there.
    private static bool IsOnReadOnlyFileSystem(string file)
    {
        try
        {
            string folder = Path.GetDirectoryName(file)!;
            Directory.SetLastWriteTimeUtc(folder, Directory.GetLastWriteTimeUtc(folder));
            return false;
        }
        catch (IOException exception)
        {
            return IsReadOnlyFileSystem(exception);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // EROFS is 30 on Linux and macOS; ERROR_WRITE_PROTECT is 19 on Windows.
    private static bool IsReadOnlyFileSystem(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) == 19 : exception.HResult == 30;

    // ENOSPC is 28 on Linux and macOS; ERROR_DISK_FULL is 112 on Windows.
    private static bool IsDiskFull(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) == 112 : exception.HResult == 28;
}
