using System.Diagnostics;
using System.Globalization;
using MimeKit;

namespace PSCredentials.Tests.Watching;

/// <summary>A real mail server, aiosmtpd, on the loopback.</summary>
internal sealed class MailServer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psc-mail-");
    private readonly Process _process;

    private MailServer(string user, string password, string certificate, string key)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Watching", "smtp_server.py");
        var start = new ProcessStartInfo(Python, [script, _folder.FullName, user, password, certificate, key]) { RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        Port = int.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The mail server did not start."), CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    /// <summary>What has come, in its order.</summary>
    public IReadOnlyList<MimeMessage> Messages => [.. _folder.EnumerateFiles("*.eml").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => MimeMessage.Load(file.FullName))];

    /// <summary>Starts one; skips the test where it is not installed.</summary>
    public static MailServer Start(string user = "", string password = "", string certificate = "", string key = "")
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"), "python3-aiosmtpd is not installed.");
        return new MailServer(user, password, certificate, key);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
