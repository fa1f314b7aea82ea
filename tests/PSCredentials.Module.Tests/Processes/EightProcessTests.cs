namespace PSCredentials.Module.Tests.Processes;

/// <summary>Eight processes issue on one vault at the same time; none of them has made it before.</summary>
public sealed class EightProcessTests
{
    private const int Processes = 8;
    private const int Each = 60;

    [Fact]
    public async Task Issue_on_one_vault_and_lose_nothing()
    {
        using var folder = new TemporaryFolder();
        string vault = Path.Combine(folder.Path, "vault");

        ShellText[] runs = await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => ShellText.OfProcessAsync($$"""
            $null = Connect-CredentialAuthority -Path '{{vault}}' -Name 'process {{number}}'
            foreach ($i in 1..{{Each}}) { (New-ApiCredential "process-{{number}}-$i" -Type ApiToken).GetToken() }
            """)));

        string[] tokens = [.. runs.SelectMany(run => run.Succeeded().Lines)];
        Assert.Equal(Processes * Each, tokens.Distinct().Count());
        using ModuleSession session = ModuleSession.Open();
        session.Set("vault", vault);
        session.Set("tokens", tokens);
        _ = session.Do("$null = Connect-CredentialAuthority $vault -Name main");
        Assert.Equal(Processes * Each, session.Do("Get-ApiCredential process-*").All("Name").Distinct().Count());
        Assert.All(session.Do("$tokens | Test-ApiCredential").Output, good => Assert.Equal(true, good.BaseObject));
        Assert.Equal(Processes * Each, session.Do("Get-CredentialEvent -Action Create").All("SubjectName").Distinct().Count());
        Assert.Single(session.Do("Get-CredentialEvent -Action Initialize").Output);
        Assert.Equal("ok", Assert.Single(SqlSession.Run(vault, "PRAGMA integrity_check")));
    }
}
