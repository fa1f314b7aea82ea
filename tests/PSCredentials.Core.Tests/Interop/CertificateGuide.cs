using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PSCredentials.Tests.Interop;

/// <summary>The guide whose table and configuration the tests hold to be true.</summary>
internal static partial class CertificateGuide
{
    public static string Path { get; } = Find();

    /// <summary>The configuration of nginx that the guide shows.</summary>
    public static string Nginx() => NginxBlock().Match(File.ReadAllText(Path)).Groups["code"].Value;

    private static string Find([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "guides", "certificates.md"));

    [GeneratedRegex(@"^```nginx\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NginxBlock();
}
