using System.Runtime.InteropServices;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>The PKCS#11 libraries that the system knows by name: a file for each, as p11-kit defines them.</summary>
internal static class RegisteredModules
{
    private static readonly string[] Folders = ["/etc/pkcs11/modules", "/usr/share/p11-kit/modules", "/usr/local/share/p11-kit/modules"];

    /// <summary>The path of a library.</summary>
    /// <param name="name">Its name; letters, digits, '-', '_' and '.'.</param>
    /// <returns>A full path, or null where none is registered.</returns>
    public static string? Find(string name)
    {
        const string Key = "module:";
        string? line = Folders
            .Select(folder => Path.Combine(folder, name + ".module"))
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        if (line?[Key.Length..].Trim() is not { Length: > 0 } module)
        {
            return null;
        }

        return Path.IsPathFullyQualified(module)
            ? module
            : LibraryFolders().Select(folder => Path.Combine(folder, module)).FirstOrDefault(File.Exists);
    }

    private static string[] LibraryFolders()
    {
        string machine = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.Arm64 => "aarch64",
            Architecture.Arm => "arm",
            var other => other.ToString().ToLowerInvariant(),
        };
        return [$"/usr/lib/{machine}-linux-gnu/pkcs11", "/usr/lib64/pkcs11", "/usr/lib/pkcs11"];
    }
}
