namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>Sixteen runspaces on one vault.</summary>
public sealed class ParallelTests : VaultTest
{
    [Fact]
    public void Sixteen_runspaces_issue_on_one_vault_and_lose_nothing()
    {
        SessionResult run = Session.Do("""
            1..160 | ForEach-Object -ThrottleLimit 16 -Parallel {
                if (-not (Get-Command New-ApiCredential -ErrorAction Ignore)) { Import-Module $using:manifest }
                if (-not (Get-CredentialAuthority main -ErrorAction Ignore)) { $null = Connect-CredentialAuthority -Path $using:vault -Name main }
                $token = New-ApiCredential "parallel-$_" -Type ApiToken
                [pscustomobject]@{ Name = $token.Name; Good = Test-ApiCredential -Token $token.Token }
            }
            """);

        Assert.Equal(160, run.Output.Count);
        Assert.All(run.Output, item => Assert.Equal(true, item.Get("Good")));
        Assert.Equal(160, Session.Do("Get-ApiCredential parallel-*").All("Name").Distinct().Count());
        Assert.Equal(160, Session.Do("Get-CredentialEvent -Action Create").All("SubjectName").Distinct().Count());
    }

    [Fact]
    public void An_object_says_in_another_runspace_which_vault_it_is_of()
    {
        SessionResult run = Session.Do("""
            $info = Get-CredentialAuthority main
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                (New-ApiCredential "by-object-$_" -Type ApiToken -Authority $using:info).Authority
            }
            """);

        Assert.Equal(["main", "main", "main", "main"], run.Output.Select(item => item.ToString()));
        Assert.Equal(4, Session.Do("Get-ApiCredential by-object-*").Output.Count);
    }
}
