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
        raw.SQLITE_CORRUPT => new(CredentialErrors.StoreDamaged, $"The vault '{file}' is damaged: {exception.Message}", exception),
        raw.SQLITE_FULL => new(CredentialErrors.StoreFull, $"The disk that holds the vault '{file}' is full; nothing was changed.", exception),
        raw.SQLITE_READONLY => new(CredentialErrors.StoreReadOnly, $"The vault '{file}' cannot be written: its file or folder is read-only.", exception),
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

    /// <summary>The error after waiting too long for another process.</summary>
    public static CredentialException Busy(string file, Exception? exception = null) =>
        new(CredentialErrors.StoreBusy, $"The vault '{file}' is held by another process.", exception);

    // EROFS is 30 on Linux and macOS; ERROR_WRITE_PROTECT is 19 on Windows.
    private static bool IsReadOnlyFileSystem(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) == 19 : exception.HResult == 30;

    // ENOSPC is 28 on Linux and macOS; ERROR_DISK_FULL is 112 on Windows.
    private static bool IsDiskFull(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) == 112 : exception.HResult == 28;
}
