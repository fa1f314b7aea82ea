using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Whether a text stands in one of the files, in UTF-8.</summary>
    public static bool Contain(string folder, string text) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
}
