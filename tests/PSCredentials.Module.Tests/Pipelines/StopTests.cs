using System.Diagnostics;

namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>
/// Ctrl+C ends a pipeline that waits for a vault which another process holds, and nothing is left half done. By itself it would wait for half a
/// minute, so that a bound of ten seconds tells the two apart on the slowest machine.
/// </summary>
public sealed class StopTests : VaultTest
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("New-ApiCredential held-up -Type ApiCertificate -GeneratePassword")]
    [InlineData("Get-ApiCredential | Disable-ApiCredential")]
    [InlineData("Remove-ApiCredential a-* -Confirm:$false")]
    [InlineData("Get-ApiKey -IncludeSecret")]
    public void A_command_that_waits_for_the_vault_ends_soon_and_leaves_nothing_half_done(string script)
    {
        _ = Session.Do("$null = New-ApiCredential a-token -Type ApiToken; $null = New-ApiKey a-key Owner");
        int events = Session.Do("Get-CredentialEvent").Output.Count;
        using (SqlSession.HoldWriteLock(Vault))
        {
            using PowerShell shell = Session.Command(script + "; 'not reached'");
            IAsyncResult running = shell.BeginInvoke();

            // It waits: a second is enough for any of these on a vault that is free.
            Assert.False(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(1)), "The command did not wait for the vault.");
            var watch = Stopwatch.StartNew();
            shell.Stop();
            watch.Stop();

            Assert.True(watch.Elapsed < s_bound, $"stopping took {watch.Elapsed}");
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        }

        // The vault is free again, and what was stopped has either happened whole or not at all.
        Assert.True(SpinWait.SpinUntil(() => Session.Run("$null = New-ApiKey \"free-$([guid]::NewGuid())\" Owner").Errors.Count == 0, TimeSpan.FromSeconds(60)));
        Assert.InRange(Session.Do("Get-CredentialEvent").Output.Count - events, 1, 2);
        Assert.Equal("ok", Assert.Single(SqlSession.Run(Vault, "PRAGMA integrity_check")));
    }

    [Fact]
    public void Opening_a_vault_that_is_held_while_it_is_made_can_be_stopped()
    {
        string held = Path.Combine(Folder, "held");
        Directory.CreateDirectory(held);
        File.WriteAllBytes(Path.Combine(held, "vault.db"), []);
        using SqlSession holder = SqlSession.Start(held, "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
        using PowerShell shell = Session.Command("Connect-CredentialAuthority $folder/held -Name held");
        IAsyncResult running = shell.BeginInvoke();

        Assert.False(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(1)), "The command did not wait for the vault.");
        var watch = Stopwatch.StartNew();
        shell.Stop();

        Assert.True(watch.Elapsed < s_bound, $"stopping took {watch.Elapsed}");
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }
}
