using Microsoft.PowerShell.SecretManagement;

namespace PSCredentials.Module.Tests.SecretVaults;

/// <summary>Vaults that something opens which is not beside them: a passphrase, or the environment. The environment is the process's: nothing runs beside these.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class SealedVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Vault => Path.Combine(_folder.Path, "vault");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_vault_with_a_passphrase_asks_for_it_and_stays_open_for_its_session_alone()
    {
        using (ModuleSession owner = ModuleSession.Open())
        {
            owner.Set("vault", Vault);
            owner.Set("right", Commands.NewApiCredentialTests.Secure("right horse battery"));
            _ = owner.Do("$null = Initialize-CredentialAuthority $vault -Passphrase $right");
        }

        using var session = new ExtensionSession(Vault);
        using var other = new ExtensionSession(Vault);
        foreach (Func<SessionResult> function in (Func<SessionResult>[])[() => session.Get("one"), () => session.List(), () => session.Put("one", "1"), () => session.Note("one", []), () => session.Remove("one")])
        {
            SessionResult locked = function();
            var required = Assert.IsType<PasswordRequiredException>(locked.Error.Exception);
            Assert.Contains("Unlock-SecretVault -Name 'team'", required.Message, StringComparison.Ordinal);
            Assert.Empty(locked.Output);
        }

        SessionResult test = session.Test();
        Assert.Equal(("MasterKeyMissing", false), (Id(test.Error), Assert.Single(test.Output).BaseObject));

        SessionResult wrong = session.Unlock(Commands.NewApiCredentialTests.Secure("wrong horse battery"));
        Assert.Equal("MasterKeyRejected", Id(wrong.Error));
        Assert.DoesNotContain("wrong horse", wrong.Everything, StringComparison.Ordinal);
        Assert.IsType<PasswordRequiredException>(session.Get("one").Error.Exception);

        Assert.Empty(session.Unlock(Commands.NewApiCredentialTests.Secure("right horse battery")).Clean.Output);
        _ = session.Put("one", "1").Clean;
        Assert.Equal("1", session.Get("one").Single.BaseObject);
        Assert.Equal(true, session.Test().Single.BaseObject);

        // A wrong one that comes later is told, and closes nothing.
        Assert.Equal("MasterKeyRejected", Id(session.Unlock(Commands.NewApiCredentialTests.Secure("wrong horse battery")).Error));
        Assert.Equal("1", session.Get("one").Single.BaseObject);
        Assert.IsType<PasswordRequiredException>(other.Get("one").Error.Exception);
    }

    [Fact]
    public void A_vault_that_has_no_passphrase_takes_none()
    {
        using var session = new ExtensionSession(Vault);
        _ = session.Put("one", "1").Clean;

        SessionResult unlocked = session.Unlock(Commands.NewApiCredentialTests.Secure("right horse battery"));

        Assert.Equal("InvalidArgument", Id(unlocked.Error));
        Assert.Equal("1", session.Get("one").Single.BaseObject);
    }

    [Fact]
    public void A_vault_that_the_environment_opens_needs_no_unlocking_and_without_it_says_what_is_missing()
    {
        using (new EnvironmentChange("PSCREDENTIALS_MASTER_KEY", Convert.ToBase64String(new byte[32])))
        {
            using var session = new ExtensionSession(Vault);
            _ = session.Put("one", "1").Clean;
        }

        using var without = new ExtensionSession(Vault);
        SessionResult locked = without.Get("one");

        Assert.Equal("MasterKeyMissing", Id(locked.Error));
        Assert.Contains("PSCREDENTIALS_MASTER_KEY", locked.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(locked.Output);
    }

    [Fact]
    public void Without_a_path_it_is_the_default_vault()
    {
        using var home = new EnvironmentChange("PSCREDENTIALS_HOME", Vault);
        using var session = new ExtensionSession(path: null);

        _ = session.Put("one", "1").Clean;

        Assert.True(File.Exists(Path.Combine(Vault, "vault.db")));
        Assert.Equal("1", session.Get("one").Single.BaseObject);
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
