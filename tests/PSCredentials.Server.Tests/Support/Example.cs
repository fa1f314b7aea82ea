using System.Globalization;
using System.Runtime.CompilerServices;

namespace PSCredentials.Server.Tests.Support;

/// <summary>The files that users are given, with the ports and paths of a test in the place of those that they name.</summary>
internal static class Example
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    public static string Path(string name) => System.IO.Path.Combine(Root, name);

    /// <summary>Reads a configuration of nginx, which listens at 443 and finds the service at 8443.</summary>
    public static string Read(string name, int port, int servicePort) => File.ReadAllText(Path(name))
        .Replace("listen 443 ssl", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port} ssl"), StringComparison.Ordinal)
        .Replace("https://127.0.0.1:8443", string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{servicePort}"), StringComparison.Ordinal)
        .Replace("/etc/nginx/", string.Empty, StringComparison.Ordinal);

    private static string FindRoot([CallerFilePath] string file = "") => System.IO.Path.GetFullPath(System.IO.Path.Combine(file, "..", "..", "..", ".."));
}
