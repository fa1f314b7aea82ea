using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PSCredentials.Tests.Deployment;

/// <summary>The guide whose configuration the tests run.</summary>
internal static partial class DeploymentGuide
{
    /// <summary>The configuration of nginx that the guide shows.</summary>
    public static string Nginx() => NginxBlock().Match(File.ReadAllText(Find())).Groups["code"].Value;

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "guides", "deployment.md"));

    [GeneratedRegex(@"^```nginx\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NginxBlock();
}
