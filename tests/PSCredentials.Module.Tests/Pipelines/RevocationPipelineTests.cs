namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>Revoke-ApiCredential works on many of the pipeline's objects at a time, and nobody can tell but by the clock.</summary>
public sealed class RevocationPipelineTests : VaultTest
{
    public RevocationPipelineTests() => _ = Session.Do("""
        1..60 | ForEach-Object { $null = New-ApiCredential "token-$_" -Type ApiToken }
        5, 6, 50 | ForEach-Object { Revoke-ApiCredential "token-$_" -Confirm:$false }
        """);

    [Fact]
    public void Outcomes_and_errors_come_in_the_order_of_the_input_each_about_what_was_named()
    {
        SessionResult run = Session.Do("""
            $named = @(1..40 | ForEach-Object { "token-$_"; if ($_ % 9 -eq 0) { "nothing-$_"; "token-$_" } }) + @(Get-ApiCredential -Name token-50, token-51)
            $came = $named | Revoke-ApiCredential -Confirm:$false -PassThru 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.TargetObject) $($_.FullyQualifiedErrorId -replace ',.*')" } else { "$($_.Name) $($_.State)" } }
            $came
            """);

        IEnumerable<string> expected = Enumerable.Range(1, 40).SelectMany(i => (string[])[
            $"token-{i} {(i is 5 or 6 ? "AlreadyRevoked" : "Revoked")}",
            .. i % 9 == 0 ? (string[])[$"nothing-{i} NotFound", $"token-{i} AlreadyRevoked"] : []])
            .Concat(["token-50 AlreadyRevoked", "token-51 Revoked"]);
        Assert.Equal(expected, run.Output.Select(item => item.ToString()));
        Assert.Equal(3 + 39, Session.Do("Get-CredentialEvent -Action Revoke | Where-Object Outcome -eq Success").Output.Count);
    }

    [Fact]
    public void With_errors_that_stop_nothing_behind_the_first_is_revoked()
    {
        ErrorRecord error = Session.Catch("1..60 | ForEach-Object { \"token-$_\" } | Revoke-ApiCredential -Confirm:$false -ErrorAction Stop");

        Assert.Equal(("AlreadyRevoked,PSCredentials.Commands.RevokeApiCredentialCommand", (object)"token-5"), (error.FullyQualifiedErrorId, error.TargetObject));
        Assert.Equal(
            ["token-1", "token-2", "token-3", "token-4", "token-5", "token-50", "token-6"],
            Session.Do("Get-ApiCredential -State Revoked").All("Name"));

        error = Session.Catch("$ErrorActionPreference = 'Stop'; 'token-10', 'token-11', 'nothing', 'token-12' | Revoke-ApiCredential -Confirm:$false");

        Assert.Equal("nothing", error.TargetObject);
        Assert.Equal(["Revoked", "Revoked", "Active"], Session.Do("'token-10', 'token-11', 'token-12' | Get-ApiCredential").All("State"));
    }

    [Fact]
    public void None_waits_for_those_that_come_after_it()
    {
        SessionResult run = Session.Do("""
            $seen = [System.Collections.Generic.List[string]]::new()
            & {
                'token-1'
                'token-2'
                foreach ($try in 1..300) { if ((Get-ApiCredential token-2).State -eq 'Revoked') { break }; [System.Threading.Thread]::Sleep(50) }
                $seen.Add((Get-ApiCredential token-2).State)
                'token-3'
            } | Revoke-ApiCredential -Confirm:$false -PassThru
            """);

        Assert.Equal(["token-1", "token-2", "token-3"], run.All("Name"));
        Assert.Equal("Revoked", Session.One("$seen").ToString());
    }

    [Fact]
    public void A_pipeline_that_ends_early_ends_the_work()
    {
        SessionResult run = Session.Do("""
            :pipeline foreach ($once in 1) { & { 'token-1'; while ($true) { 'token-2' } } | Revoke-ApiCredential -Confirm:$false -PassThru -ErrorAction Ignore | ForEach-Object { $first = $_; break pipeline } }
            $first
            """);

        Assert.Equal(["token-1"], run.All("Name"));
        int tried = Session.Do("Get-CredentialEvent -Action Revoke").Output.Count;
        Assert.Equal(tried, Session.Do("[System.Threading.Thread]::Sleep(300); Get-CredentialEvent -Action Revoke").Output.Count);
    }

    [Fact]
    public void Each_goes_to_its_own_authority_with_its_own_reason()
    {
        SessionResult run = Session.Do("""
            $null = Connect-CredentialAuthority $folder/second -Name second
            1..4 | ForEach-Object { $null = New-ApiCredential "token-$_" -Type ApiToken -Authority second }
            1..4 | ForEach-Object { [pscustomobject]@{ Name = "token-$_"; Authority = ('main', 'second')[$_ % 2]; Reason = ('Superseded', 'KeyCompromise')[$_ -gt 2] } } |
                Revoke-ApiCredential -Confirm:$false -PassThru | ForEach-Object { "$($_.Name) $($_.Authority) $($_.RevocationReason)" }
            """);

        Assert.Equal(
            ["token-1 second Superseded", "token-2 main Superseded", "token-3 second KeyCompromise", "token-4 main KeyCompromise"],
            run.Output.Select(item => item.ToString()));
    }
}
