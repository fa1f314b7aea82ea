namespace PSCredentials.Module.Tests.Conformance;

/// <summary>Two vaults that another process holds: one so that nobody can open it, one so that nobody can write.</summary>
public sealed class HeldVaults : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqlSession[] _holders;

    public HeldVaults(SampleVault sample)
    {
        sample.CopyTo(Closed);
        sample.CopyTo(ReadOnly);
        _holders = [SqlSession.Start(Closed, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"), SqlSession.HoldWriteLock(ReadOnly)];
    }

    /// <summary>The vault that cannot be opened.</summary>
    public string Closed => Path.Combine(_folder.Path, "closed");

    /// <summary>The vault that cannot be written.</summary>
    public string ReadOnly => Path.Combine(_folder.Path, "read-only");

    public void Dispose()
    {
        Array.ForEach(_holders, holder => holder.Dispose());
        _folder.Dispose();
    }
}
