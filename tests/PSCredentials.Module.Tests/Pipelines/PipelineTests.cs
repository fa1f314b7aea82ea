namespace PSCredentials.Module.Tests.Pipelines;

/// <summary>The pipelines that people write: what one command returns, a row, or a deserialized object is what the next one takes.</summary>
public sealed class PipelineTests : VaultTest
{
    [Fact]
    public void What_ends_soon_is_renewed()
    {
        _ = Session.Do("""
            $null = New-ApiCredential ends-soon -Type ApiToken -ExpirationDays 20
            $null = New-ApiCredential ends-sooner -Type ApiToken -ExpirationDays 2
            $null = New-ApiCredential ends-later -Type ApiToken -ExpirationDays 60
            """);

        SessionResult renewed = Session.Do("Get-ApiCredential -ExpiringWithin 30 | Update-ApiCredential -ExpirationDays 90");

        Assert.Equal(["ends-soon", "ends-sooner"], renewed.All("Name").Order(StringComparer.Ordinal));
        Assert.All(renewed.Output, item => Assert.InRange((item.Get<DateTimeOffset>("ExpiresAt") - DateTimeOffset.Now).TotalDays, 89.9, 90.1));
        Assert.InRange((Session.One("Get-ApiCredential ends-later").Get<DateTimeOffset>("ExpiresAt") - DateTimeOffset.Now).TotalDays, 59.9, 60.1);
    }

    [Fact]
    public void The_old_expiry_that_an_object_carries_is_not_taken_for_the_new_one()
    {
        _ = Session.Do("$null = New-ApiCredential ends-soon -Type ApiToken -ExpirationDays 20; $null = New-ApiKey a-key Owner -ValidUntil ([datetime]::UtcNow.AddDays(3))");

        SessionResult renewed = Session.Do("Get-ApiCredential | Update-ApiCredential; Get-ApiKey | Update-ApiKey");

        Assert.All(renewed.Output, item => Assert.True(item.Get<DateTimeOffset>("ExpiresAt") > DateTimeOffset.Now.AddDays(80)));
    }

    [Fact]
    public void Rows_of_a_file_become_keys()
    {
        SessionResult issued = Session.Do("""
            $rows = @(
                [pscustomobject]@{ Name = 'one'; Role = 'Editor'; Workspace = 'tiger'; UserName = 'ada'; Description = 'first'; ValidUntil = '2027-05-06'; TokenLifetime = '600'; IPAddress = '10.0.0.1;10.1.0.0/16'; Label = 'team=pay;stage=prod' }
                [pscustomobject]@{ Name = 'two'; Role = 'owner'; Workspace = ''; UserName = ''; Description = ''; ValidUntil = ''; TokenLifetime = ''; IPAddress = ''; Label = '' }
            )
            $rows | New-ApiKey
            """);

        PSObject first = issued.Output[0];
        Assert.Equal(["one", "two"], issued.All("Name"));
        Assert.Equal(new DateOnly(2027, 5, 6), first.Get<DateOnly>("ValidUntil"));
        Assert.Equal(TimeSpan.FromMinutes(10), first.Get<TimeSpan>("TokenLifetime"));
        Assert.Equal(["10.0.0.1", "10.1.0.0/16"], first.Get<IEnumerable<string>>("IPAddress"));
        Assert.Equal("prod", first.Get<IReadOnlyDictionary<string, string>>("Label")["stage"]);
        Assert.Equal("admin", issued.Output[1].Text("UserName"));
        Assert.Equal(TimeSpan.FromMinutes(15), issued.Output[1].Get<TimeSpan>("TokenLifetime"));
    }

    [Fact]
    public void Rows_of_a_file_become_credentials_and_a_bad_row_stops_none_of_the_others()
    {
        SessionResult run = Session.Run("""
            [pscustomobject]@{ Name = 'row-one'; Type = 'ApiToken'; Namespace = 'payments'; ExpirationDays = '10'; Owner = 'ada'; Label = 'a=b' },
            [pscustomobject]@{ Name = 'bad'; Type = 'ApiToken'; Namespace = ''; ExpirationDays = ''; Owner = ''; Label = '' },
            [pscustomobject]@{ Name = 'row-two'; Type = 'SERVICE_API_TOKEN'; Namespace = ''; ExpirationDays = ''; Owner = ''; Label = ''; NamespaceRole = 'a:b,c:d'; UserGroup = 'ops' } | New-ApiCredential
            """);

        Assert.Equal(["row-one", "row-two"], run.All("Name"));
        Assert.Equal("a:b c:d", run.Output[1].Text("NamespaceRole"));
        Assert.Equal("system", run.Output[1].Text("Namespace"));
        Assert.Equal("bad", run.Error.TargetObject);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'second'; Type = $first.Type; ClusterName = $first.ClusterName; ClusterNamespace = 'default' }")]
    [InlineData("[pscustomobject]@{ Name = 'second'; Type = $first.Type; ClusterName = $first.ClusterName.ToString(); ClusterNamespace = 'default' }")]
    [InlineData("[pscustomobject]@{ Name = 'second'; Type = 'SERVICE_KUBE_CONFIG'; virtual_k8s_name = 'west, east'; virtual_k8s_namespace = 'default' }")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($first))")]
    [InlineData("[pscustomobject]@{ Name = 'second'; Type = $first.Type; ClusterName = (Get-CredentialCluster west), (Get-CredentialCluster east); ClusterNamespace = 'default' }")]
    public void Several_clusters_go_there_and_back(string copy)
    {
        PSObject issued = Session.One($$"""
            'east', 'west' | ForEach-Object { $null = Register-CredentialCluster $_ "https://$_.example.com" }
            $first = New-ApiCredential the-first -Type ServiceKubeConfig -ClusterName west, east -ClusterNamespace default -UserGroup viewers
            {{copy}} | New-ApiCredential -Namespace elsewhere
            """);

        Assert.Equal(["west", "east"], issued.Get<IEnumerable<string>>("ClusterName"));
        Assert.Equal("default", issued.Text("ClusterNamespace"));
        Assert.Contains("https://west.example.com", issued.CallText("GetKubeConfig"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_cluster_of_contract_1_is_one_name()
    {
        PSObject issued = Session.One("""
            $null = Register-CredentialCluster east https://east.example.com
            [pscustomobject]@{ Name = 'from-wire'; Type = 'KUBE_CONFIG'; virtual_k8s_name = 'east' } | New-ApiCredential
            """);

        Assert.Equal("east", issued.Text("ClusterName"));
    }

    [Theory]
    [InlineData("ExpiresAt = 'garbage'")]
    [InlineData("ExpirationDays = 'garbage'")]
    [InlineData("Label = 'garbage'")]
    [InlineData("NamespaceRole = 'garbage'")]
    [InlineData("IPAddress = 'garbage'")]
    [InlineData("Password = 'garbage text'")]
    public void A_cell_that_cannot_be_read_is_an_error_and_never_a_wider_credential(string cell)
    {
        SessionResult run = Session.Run($"[pscustomobject]@{{ Name = 'bad-cell'; Type = 'ServiceApiToken'; {cell} }}, [pscustomobject]@{{ Name = 'good-cell'; Type = 'ApiToken' }} | New-ApiCredential");

        Assert.Equal(["good-cell"], run.All("Name"));
        Assert.DoesNotContain("garbage text", run.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_that_there_is_not_is_an_error_and_never_a_default()
    {
        _ = Session.Do("$null = New-ApiCredential a-token -Type ApiToken");

        SessionResult run = Session.Run("""
            [pscustomobject]@{ Name = 'a-token'; Reason = 'garbage' } | Revoke-ApiCredential -Confirm:$false
            [pscustomobject]@{ Name = 'a-key'; Role = 'garbage' } | New-ApiKey
            [pscustomobject]@{ Type = 'ApiToken'; MaximumLifetime = '10'; MinimumPasswordLength = 'garbage' } | Set-CredentialPolicy
            """);

        Assert.Equal(3, run.Errors.Count);
        Assert.All(run.Errors, error => Assert.Contains("'garbage' is not a", error.Exception.Message, StringComparison.Ordinal));
        Assert.Equal("Active", Session.One("Get-ApiCredential a-token").Text("State"));
        Assert.Equal("Revoked", Session.One("[pscustomobject]@{ Name = 'a-token'; Reason = '' } | Revoke-ApiCredential -Confirm:$false -PassThru").Text("State"));
    }

    [Fact]
    public void A_long_list_is_changed_and_removed_to_its_end()
    {
        _ = Session.Do("1..600 | ForEach-Object { $null = New-ApiCredential \"many-$_\" -Type ApiToken }");

        Assert.Equal(600, Session.Do("Get-ApiCredential | Disable-ApiCredential -PassThru").Output.Count);
        Assert.Equal(600, Session.Do("Get-ApiCredential -State Disabled").Output.Count);
        _ = Session.Do("Remove-ApiCredential many-* -Confirm:$false");
        Assert.Empty(Session.Do("Get-ApiCredential").Output);
    }

    [Fact]
    public void Keys_of_a_workspace_are_looked_at_and_then_removed()
    {
        _ = Session.Do("'one', 'two' | ForEach-Object { $null = New-ApiKey $_ Editor -Workspace x }; $null = New-ApiKey other Owner");

        SessionResult look = Session.Do("Get-ApiKey -Workspace x | Remove-ApiKey -WhatIf");
        Assert.Equal(3, Session.Do("Get-ApiKey").Output.Count);
        Assert.Empty(look.Output);

        _ = Session.Do("Get-ApiKey -Workspace x | Remove-ApiKey -Confirm:$false");
        Assert.Equal(["other"], Session.Do("Get-ApiKey").All("Name"));
    }

    [Fact]
    public void Errors_of_single_records_do_not_end_the_pipeline()
    {
        _ = Session.Do("'first-one', 'third-one' | ForEach-Object { $null = New-ApiCredential $_ -Type ApiToken }");

        SessionResult run = Session.Run("'first-one', 'second-one', 'third-one', 'fourth-one' | Update-ApiCredential -ExpirationDays 3 -Force");

        Assert.Equal(["first-one", "third-one"], run.All("Name"));
        Assert.Equal(["second-one", "fourth-one"], run.Errors.Select(error => error.TargetObject));
        Assert.Equal(["first-one"], Session.Run("'first-one', 'second-one', 'third-one' | Update-ApiCredential -Force -ErrorAction Stop").All("Name"));
    }

    [Fact]
    public void Issued_objects_go_to_every_command_that_takes_what_exists()
    {
        _ = Session.Do("""
            $issued = New-ApiCredential whole-life -Type ServiceApiToken
            $issued | Set-ApiCredential -Description changed
            $issued | Disable-ApiCredential
            $issued | Enable-ApiCredential
            $null = $issued | Update-ApiCredential -ExpirationDays 3 -Force
            $null = $issued | Update-ApiCredential -Rotate -Force
            $issued | Revoke-ApiCredential -Confirm:$false
            $issued | Remove-ApiCredential -Confirm:$false
            $key = New-ApiKey whole-key Owner
            $key | Disable-ApiKey
            $key | Enable-ApiKey
            $null = $key | Update-ApiKey -ExpirationDays 3 -Force
            $key = $key | Update-ApiKey -Rotate -Force
            $key | Remove-ApiKey -Confirm:$false
            """);

        Assert.Equal(
            ["Create", "Change", "Disable", "Enable", "Renew", "Rotate", "Revoke", "Remove"],
            Session.Do("$issued | Get-CredentialEvent").All("Action"));
        Assert.Equal(["Rotate", "Remove"], Session.Do("$key | Get-CredentialEvent").All("Action"));
    }

    [Fact]
    public void What_exists_is_issued_again_elsewhere()
    {
        _ = Session.Do("$null = New-ApiCredential to-be-copied -Type ServiceApiToken -Label @{ a = 'b' } -NamespaceRole a:b -IPAddress 10.0.0.1 -Description d -Owner ada");
        _ = Session.Do("$null = Connect-CredentialAuthority $folder/other -Name other");

        PSObject copy = Session.One("Get-ApiCredential to-be-copied -Authority main | New-ApiCredential -Authority other");

        Assert.Equal("other", copy.Text("Authority"));
        Assert.Equal("d ada 10.0.0.1 a:b", $"{copy.Text("Description")} {copy.Text("Owner")} {copy.Text("IPAddress")} {copy.Text("NamespaceRole")}");
    }

    [Theory]
    [InlineData("'one-token', 'two-token', 'three-token' | ForEach-Object { [Threading.Thread]::Sleep(600); $_ } | Disable-ApiCredential", "Disable-ApiCredential")]
    [InlineData("1..3 | ForEach-Object { [Threading.Thread]::Sleep(600); [pscustomobject]@{ Name = \"new-token-$_\"; Type = 'ApiToken' } } | New-ApiCredential", "New-ApiCredential")]
    public void What_takes_over_a_second_shows_how_far_it_is(string pipeline, string command)
    {
        _ = Session.Do("'one-token', 'two-token', 'three-token' | ForEach-Object { $null = New-ApiCredential $_ -Type ApiToken }");

        using PowerShell shell = Session.Command(pipeline);
        shell.Invoke();

        // A busy machine may show it once more, after the second one.
        Assert.All(shell.Streams.Progress, record => Assert.Matches($"^{command}: [23] done$", $"{record.Activity}: {record.StatusDescription}"));
        Assert.Equal("3 done", shell.Streams.Progress[^2].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress[^1].RecordType);
    }
}
