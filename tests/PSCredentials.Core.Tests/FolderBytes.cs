using System.Security.Cryptography;

namespace PSCredentials.Tests;

/// <summary>
/// What the files of a folder hold. Only for folders whose vault is closed in this process: closing a file that SQLite has open drops its locks.
/// </summary>
internal static class FolderBytes
{
    /// <summary>Name, length and hash of each file.</summary>
    public static List<string> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
        {
            byte[] bytes = File.ReadAllBytes(file);
            return $"{Path.GetFileName(file)} {bytes.Length} {Convert.ToHexString(SHA256.HashData(bytes))}";
        }),
    ];
}
