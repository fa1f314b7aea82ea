namespace PSCredentials.Module.Tests.Commands;

/// <summary>Projects, roles and environments: what is in use, and what a row or a path means.</summary>
public sealed class ProjectTests : VaultTest
{
    public ProjectTests() => _ = Session.Do("""
        $null = New-CredentialRole reader
        $null = New-CredentialProject shop
        $null = New-CredentialProject till
        $null = New-ProjectCredential kiosk shop -GeneratePassword -Email kiosk@example.com -FullName Kiosk -Role reader
        function Get-SigningKey { $k = [securestring]::new(); foreach ($x in [char[]]"sixteen characters") { $k.AppendChar($x) }; $k }
        """);

    [Fact]
    public void What_is_in_use_says_what_would_be_touched_and_stays()
    {
        Assert.Equal("Role 'reader' belongs to 1 credential, which would lose it.", Refused("Remove-CredentialRole reader -Confirm:$false"));
        Assert.Equal("Project 'shop' has 1 credential, which would be removed with it.", Refused("Remove-CredentialProject shop -Confirm:$false"));
        Assert.Equal("Project 'shop' has 1 credential, which would be removed with it.", Refused("Remove-CredentialProject shop -WhatIf"));
        Assert.Equal("1 1", Session.One("\"$((Get-CredentialRole reader).CredentialCount) $((Get-CredentialProject shop).CredentialCount)\"").ToString());
    }

    [Fact]
    public void A_pattern_removes_what_is_free_and_reports_what_is_not()
    {
        SessionResult run = Session.Run("Remove-CredentialProject * -Confirm:$false");

        Assert.StartsWith("InUse,", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("shop", run.Error.TargetObject.ToString());
        Assert.Equal(["shop"], Session.Do("Get-CredentialProject").All("Name"));
    }

    [Fact]
    public void With_force_a_role_is_taken_from_credentials_and_a_project_goes_with_them()
    {
        _ = Session.Do("Remove-CredentialRole reader -Force -Confirm:$false");
        Assert.Equal(0, Session.One("(Get-ProjectCredential kiosk).Role.Count").BaseObject);

        _ = Session.Do("Remove-CredentialProject shop -Force -Confirm:$false");
        Assert.Empty(Session.Do("Get-ProjectCredential").Output);
        Assert.Equal(["till"], Session.Do("Get-CredentialProject").All("Name"));
    }

    [Fact]
    public void A_removed_project_that_an_environment_did_not_hear_of_is_a_warning()
    {
        _ = Session.Do("New-CredentialEnvironment hook shop -Uri http://127.0.0.1:9/x -SigningKey (Get-SigningKey)");

        SessionResult run = Session.Do("Remove-CredentialProject shop -Force -Confirm:$false");

        string warning = Assert.Single(run.Streams, line => line.Contains("Environment 'hook'", StringComparison.Ordinal));
        Assert.Contains("not tried again", warning, StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-CredentialEnvironment; Get-CredentialDeployment").Output);
    }

    [Fact]
    public void A_relative_path_starts_from_the_location_of_the_session()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "web"));

        PSObject made = Session.One("$null = $ExecutionContext.SessionState.Path.SetLocation(\"$folder/web\"); New-CredentialEnvironment prod shop -Path ./users");

        Assert.Equal(Path.Combine(Folder, "web", "users"), made.Text("Target"));
        Assert.True(File.Exists(Path.Combine(Folder, "web", "users")));
        Assert.Equal("Deployed", made.Text("State"));
    }

    [Fact]
    public void Rows_of_both_kinds_may_stand_in_one_file()
    {
        IReadOnlyList<PSObject> made = Session.Do("""
            [pscustomobject]@{ Name = 'file'; Project = 'till'; Kind = 'Htpasswd'; Path = "$folder/till"; Uri = ''; SigningKey = ''; ReloadCommand = '' },
            [pscustomobject]@{ Name = 'hook'; Project = 'till'; Kind = ''; Path = ''; Uri = 'http://127.0.0.1:9/x'; SigningKey = (Get-SigningKey); ReloadCommand = '' } |
                New-CredentialEnvironment
            """).Output;

        Assert.Equal(["Htpasswd", "Webhook"], made.Select(item => item.Text("Kind")));
    }

    [Fact]
    public void A_kind_that_does_not_fit_is_refused()
    {
        SessionResult run = Session.Run("New-CredentialEnvironment prod shop -Kind Webhook -Path $folder/users");

        Assert.Equal("Kind is Webhook, which needs -Uri and -SigningKey.", run.Error.Exception.Message);
        Assert.False(File.Exists(Path.Combine(Folder, "users")));
    }

    [Fact]
    public void An_environment_of_several_projects_has_to_be_told_apart()
    {
        _ = Session.Do("$null = New-CredentialEnvironment prod shop -Path $folder/one; $null = New-CredentialEnvironment prod till -Path $folder/two");

        SessionResult run = Session.Run("Remove-CredentialEnvironment prod -Confirm:$false");

        Assert.StartsWith("AmbiguousName,", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        _ = Session.Do("Get-CredentialEnvironment prod -Project till | Remove-CredentialEnvironment -Confirm:$false");
        Assert.Equal(["shop"], Session.Do("Get-CredentialEnvironment").All("Project"));
        Assert.True(File.Exists(Path.Combine(Folder, "two")));
    }

    private string Refused(string script)
    {
        ErrorRecord error = Session.Run(script).Error;
        Assert.StartsWith("InUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        return error.Exception.Message;
    }
}
