namespace PSCredentials.Module.Tests.Support;

/// <summary>A test on a session of its own that is connected to a vault of its own.</summary>
public abstract class VaultTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected VaultTest()
    {
        Session = ModuleSession.Open();
        Session.Set("folder", _folder.Path);
        Session.Set("vault", Vault);
        _ = Session.Do("Connect-CredentialAuthority -Path $vault -Name main");
    }

    private protected ModuleSession Session { get; }

    /// <summary>A folder for the test's files.</summary>
    protected string Folder => _folder.Path;

    /// <summary>The vault's folder, in a script <c>$vault</c>.</summary>
    protected string Vault => Path.Combine(_folder.Path, "vault");

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Session.Dispose();
        _folder.Dispose();
    }
}
