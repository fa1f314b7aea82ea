using System.Security.Cryptography;

namespace PSCredentials.Module.Tests.Support;

/// <summary>
/// Every file under a folder, byte for byte. It is taken of vaults that are closed: closing a file ends all locks that the process holds on it.
/// </summary>
internal static class FolderSnapshot
{
    /// <summary>A line a file with its mode and hash; none where there is no folder.</summary>
    public static string[] Take(string folder) =>
    [
        .. from path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : []
           orderby path
           select $"{Path.GetRelativePath(folder, path)} {Mode(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}",
    ];

    private static string Mode(string path) => OperatingSystem.IsWindows() ? string.Empty : File.GetUnixFileMode(path).ToString();
}
