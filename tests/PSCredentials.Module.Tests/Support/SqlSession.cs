using System.Diagnostics;

namespace PSCredentials.Module.Tests.Support;

/// <summary>Another process that has run SQL on a vault and keeps its transaction open until this is disposed of.</summary>
internal sealed class SqlSession : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private SqlSession(Process process) => _process = process;

    /// <summary>What the statements returned, a line a row.</summary>
    public IReadOnlyList<string> Rows { get; private set; } = [];

    public static SqlSession Start(string folder, string sql)
    {
        var start = new ProcessStartInfo("dotnet", [TestEnvironment.SqlProcess, Path.Combine(folder, "vault.db"), sql])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var session = new SqlSession(Process.Start(start)!);
        var rows = new List<string>();
        while (session._process.StandardOutput.ReadLine() is { } line && line != "done")
        {
            rows.Add(line);
        }

        Assert.False(session._process.HasExited, "The statements failed.");
        session.Rows = rows;
        return session;
    }

    /// <summary>Takes the lock of writers, as a process that is in the middle of a change has it.</summary>
    public static SqlSession HoldWriteLock(string folder) => Start(folder, "BEGIN IMMEDIATE");

    /// <summary>Runs statements and waits for the end.</summary>
    public static IReadOnlyList<string> Run(string folder, string sql)
    {
        using SqlSession session = Start(folder, sql);
        return session.Rows;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(s_patience))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
