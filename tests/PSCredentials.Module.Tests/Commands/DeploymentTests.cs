using System.Diagnostics;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>Deployment on request, for a while, and what is said of it.</summary>
public sealed class DeploymentTests : VaultTest
{
    public DeploymentTests() => _ = Session.Do("""
        $key = [securestring]::new(); foreach ($letter in [char[]]'sixteen characters') { $key.AppendChar($letter) }
        $null = New-CredentialProject shop
        $null = New-CredentialProject empty
        $null = New-CredentialEnvironment file shop -Path $folder/users
        $null = New-CredentialEnvironment hook shop -Uri http://127.0.0.1:9/x -SigningKey $key
        $null = New-ProjectCredential till shop -GeneratePassword -Email till@example.com -FullName Till
        """);

    [Fact]
    public void Publishing_returns_the_result_of_each_environment_and_warns_of_those_that_fail()
    {
        SessionResult run = Session.Do("Publish-ProjectCredential");

        Assert.Equal(["file Deployed", "hook Failed"], run.Output.Select(item => $"{item.Text("Environment")} {item.Text("State")}"));
        Assert.Equal(["shop", "shop"], run.All("Project"));
        Assert.Single(run.Streams, line => line.Contains("Environment 'hook' of project 'shop'", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Streams, line => line.Contains("'file'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_file_that_is_gone_is_written_again()
    {
        string file = Path.Combine(Folder, "users");
        File.Delete(file);

        Assert.Equal("Deployed", Session.One("Publish-ProjectCredential shop file").Text("State"));
        Assert.Contains("till:$2", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Environment = 'file' } | Publish-ProjectCredential")]
    [InlineData("Get-ApiCredential | Publish-ProjectCredential")]
    [InlineData("Publish-ProjectCredential -Environment file")]
    public void What_names_no_project_does_not_stand_for_all(string script)
    {
        _ = Session.Do("$null = New-ApiCredential a-token -Type ApiToken");

        Assert.StartsWith("InvalidArgument,", Session.Run(script).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-CredentialEvent -Action Deploy").Output);
    }

    [Fact]
    public void A_project_without_environments_is_a_warning()
    {
        SessionResult run = Session.Do("Publish-ProjectCredential empty");

        Assert.Empty(run.Output);
        Assert.Contains(run.Streams, line => line.Contains("has no environment", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_pending_is_found_by_each_filter()
    {
        _ = Session.Do("$null = New-ProjectCredential kiosk shop -GeneratePassword -Email kiosk@example.com -FullName Kiosk");

        Assert.Equal(["till", "kiosk"], Session.Do("Get-CredentialDeployment").All("Username"));
        Assert.Equal(["kiosk"], Session.Do("Get-CredentialDeployment sh* -Environment h* -Username K*").All("Username"));
        Assert.Equal(["till"], Session.Do("Get-CredentialDeployment -Failed").All("Username"));
        Assert.Empty(Session.Do("Get-CredentialDeployment -Environment file").Output);
        Assert.Equal("Failed", Session.One("Get-CredentialEnvironment hook").Text("State"));
        Assert.Empty(Session.Do("Get-CredentialEnvironment hook* -State Deployed").Output);
    }

    [Fact]
    public void Continuous_delivery_ends_with_its_duration()
    {
        var watch = Stopwatch.StartNew();

        SessionResult run = Session.Do("Publish-ProjectCredential -Continuous -Duration 3s");

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(60));
        Assert.Contains("hook Failed", run.Output.Select(item => $"{item.Text("Environment")} {item.Text("State")}"));
    }

    [Fact]
    public void Continuous_delivery_streams_its_results_and_ends_when_it_is_stopped()
    {
        using PowerShell shell = Session.Command("Publish-ProjectCredential -Continuous; 'not reached'");
        using var output = new PSDataCollection<PSObject>();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);

        Assert.True(SpinWait.SpinUntil(() => output.Count > 0, TimeSpan.FromSeconds(60)), "No result came.");
        Assert.Equal("hook Failed", $"{output[0].Text("Environment")} {output[0].Text("State")}");
        Assert.False(running.IsCompleted);
        var watch = Stopwatch.StartNew();
        shell.Stop();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"stopping took {watch.Elapsed}");
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    [Fact]
    public void The_expiry_of_a_credential_reaches_the_password_file_while_it_runs()
    {
        string file = Path.Combine(Folder, "users");
        _ = Session.Do("$null = New-ProjectCredential brief shop -GeneratePassword -Email brief@example.com -FullName Brief -ExpireDate ([DateTimeOffset]::UtcNow.AddSeconds(3)) -WarningAction Ignore");

        SessionResult run = Session.Do("Publish-ProjectCredential -Continuous -Duration 7s");

        Assert.Contains("file Deployed", run.Output.Select(item => $"{item.Text("Environment")} {item.Text("State")}"));
        Assert.DoesNotContain("brief:", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains("till:", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_of_passwords_is_set_and_shown()
    {
        File.WriteAllLines(Path.Combine(Folder, "known.txt"), ["correct horse battery", "Password1234", "password1234", ""]);

        PSObject policy = Session.One("Set-CredentialPolicy -FailureLimit 3 -ThrottleTime 90 -HtpasswdCost 5 -BlockedPasswordPath $folder/known.txt -PassThru");

        Assert.Equal("3 00:01:30 5 2", $"{policy.Text("FailureLimit")} {policy.Text("ThrottleTime")} {policy.Text("HtpasswdCost")} {policy.Text("BlockedPasswordCount")}");
        File.WriteAllText(Path.Combine(Folder, "empty.txt"), string.Empty);
        Assert.Equal("0", Session.One("Set-CredentialPolicy -BlockedPasswordPath $folder/empty.txt -PassThru").Text("BlockedPasswordCount"));
        Assert.Equal("3", Session.One("Get-CredentialPolicy").Text("FailureLimit"));
        Assert.StartsWith("FileNotFound,", Session.Run("Set-CredentialPolicy -BlockedPasswordPath $folder/none.txt -WhatIf").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InvalidArgument,", Session.Run("Set-CredentialPolicy ApiToken").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
