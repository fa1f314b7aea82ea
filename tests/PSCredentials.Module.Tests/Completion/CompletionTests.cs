namespace PSCredentials.Module.Tests.Completion;

/// <summary>What the tab key offers.</summary>
public sealed class CompletionTests : VaultTest
{
    public CompletionTests() => _ = Session.Do("""
        $null = New-ApiCredential deploy-east -Type ApiToken -Namespace payments -Owner ada
        $null = New-ApiCredential deploy-west -Type ApiToken -Namespace billing -Owner "bob's team"
        $null = New-ApiCredential 'with space' -Type ApiToken -Namespace "o'neill corp"
        $null = New-ApiCredential 7-digits -Type ApiToken
        $null = New-ApiCredential gone-east -Type ApiToken -Namespace payments
        $null = New-ApiKey gone-key Editor -Workspace tiger
        Remove-ApiCredential gone-east -Confirm:$false
        Remove-ApiKey gone-key -Confirm:$false
        $null = New-ApiKey dashboard Editor -Workspace tiger -UserName ada
        $null = New-ApiKey 'big key' Editor -Workspace 'sea lion' -UserName bob
        $null = Register-CredentialCluster east https://k8s.example.com:6443
        $null = Register-CredentialCluster 'far west' https://k9s.example.com:6443
        $null = Connect-CredentialAuthority $folder/second -Name 'second one'
        $null = New-ApiCredential deploy-second -Type ApiToken
        $null = Connect-CredentialAuthority $vault -Name main
        """);

    [Theory]
    [InlineData("Get-ApiCredential dep", "deploy-east,deploy-west")]
    [InlineData("Get-ApiCredential -Name DEPLOY-W", "deploy-west")]
    [InlineData("Get-ApiCredential with", "'with space'")]
    [InlineData("Get-ApiCredential 'with", "'with space'")]
    [InlineData("Get-ApiCredential \"with", "\"with space\"")]
    [InlineData("Get-ApiCredential 'dep", "'deploy-east','deploy-west'")]
    [InlineData("Get-ApiCredential *-w*", "deploy-west")]
    [InlineData("Get-ApiCredential -Namespace payments, bil", "billing")]
    [InlineData("Get-ApiCredential -Namespace payments,billing -Name dep", "deploy-east,deploy-west")]
    [InlineData("Get-ApiCredential -Authority (Get-CredentialAuthority 'second one') -Name dep", "deploy-east,deploy-west")]
    [InlineData("Get-ApiCredential 7", "'7-digits'")]
    [InlineData("Get-ApiCredential deploy-east, deploy-w", "deploy-west")]
    [InlineData("Get-ApiCredential -Namespace pay", "payments")]
    [InlineData("Get-ApiCredential -Namespace o", "'o''neill corp'")]
    [InlineData("Get-ApiCredential -Namespace payments -Name dep", "deploy-east")]
    [InlineData("Get-ApiCredential -Authority 'second one' -Name dep", "deploy-second")]
    [InlineData("Get-ApiCredential -Authority nobody -Name dep", "")]
    [InlineData("Get-ApiCredential -Owner b", "'bob''s team'")]
    [InlineData("Get-ApiCredential -State Dis", "Disabled")]
    [InlineData("Update-ApiCredential dep", "deploy-east,deploy-west")]
    [InlineData("Set-ApiCredential -Identity deploy-e", "deploy-east")]
    [InlineData("Disable-ApiCredential deploy-e", "deploy-east")]
    [InlineData("Enable-ApiCredential deploy-e", "deploy-east")]
    [InlineData("Revoke-ApiCredential deploy-e", "deploy-east")]
    [InlineData("Remove-ApiCredential deploy-e", "deploy-east")]
    [InlineData("Get-ApiCredential gon", "")]
    [InlineData("Get-ApiCredential -Removed gon", "gone-east")]
    [InlineData("Restore-ApiCredential gon", "gone-east")]
    [InlineData("Restore-ApiCredential dep", "")]
    [InlineData("Restore-ApiKey ", "gone-key")]
    [InlineData("New-ApiCredential x -Type Scim", "ScimApiToken")]
    [InlineData("New-ApiCredential x -Namespace bil", "billing")]
    [InlineData("New-ApiCredential x -ClusterName f", "'far west'")]
    [InlineData("New-ApiCredential x -Owner a", "ada")]
    [InlineData("Get-ApiKey da", "dashboard")]
    [InlineData("Get-ApiKey big", "'big key'")]
    [InlineData("Get-ApiKey -Workspace s", "'sea lion'")]
    [InlineData("Get-ApiKey -Workspace 'sea lion' -Name ", "'big key'")]
    [InlineData("Get-ApiKey -UserName ", "ada,bob")]
    [InlineData("Update-ApiKey dash", "dashboard")]
    [InlineData("Remove-ApiKey -Workspace t", "tiger")]
    [InlineData("New-ApiKey x -Role V", "Viewer")]
    [InlineData("Get-CredentialCluster ", "east,'far west'")]
    [InlineData("Unregister-CredentialCluster e", "east")]
    [InlineData("Get-CredentialAuthority s", "'second one'")]
    [InlineData("Disconnect-CredentialAuthority ", "main,'second one'")]
    [InlineData("Get-ApiKey -Authority m", "main")]
    [InlineData("Get-CredentialPolicy ApiK", "ApiKey")]
    [InlineData("Set-CredentialPolicy -Type Scim", "ScimApiToken")]
    [InlineData("Set-CredentialAuthority Pass", "Passphrase")]
    public void Offers_what_fits_as_it_has_to_be_written(string line, string expected)
    {
        CommandCompletion completion = Complete(line);

        Assert.Equal(expected, string.Join(',', completion.CompletionMatches.Select(match => match.CompletionText).Order(StringComparer.Ordinal).OrderBy(text => text.Trim('\''), StringComparer.Ordinal)));
    }

    [Fact]
    public void Says_in_a_tool_tip_what_it_is()
    {
        CompletionResult token = Assert.Single(Complete("Get-ApiCredential deploy-e").CompletionMatches);
        CompletionResult key = Assert.Single(Complete("Get-ApiKey dash").CompletionMatches);

        Assert.Equal("payments/deploy-east: ApiToken, Active, expires in 90 days", token.ToolTip);
        Assert.StartsWith("tiger/dashboard: Editor, Active, expires in ", key.ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_offered_can_be_run()
    {
        foreach (string line in new[] { "Get-ApiCredential with", "Get-ApiCredential 7", "Get-ApiCredential -Namespace o", "Get-ApiKey big" })
        {
            CommandCompletion completion = Complete(line);
            string whole = line[..completion.ReplacementIndex] + completion.CompletionMatches[0].CompletionText;
            Assert.Single(Session.Do(whole).Output);
        }
    }

    [Theory]
    [InlineData("New-ApiCredential x -UserGroup v", "viewers")]
    [InlineData("Set-ApiCredential x -UserGroup ", "admins,viewers")]
    [InlineData("New-ApiCredential x -NamespaceRole p", "payments:,payments:reader")]
    [InlineData("New-ApiCredential x -NamespaceRole billing:r", "billing:reader")]
    [InlineData("Set-ApiCredential x -NamespaceRole *", "'*:auditor'")]
    [InlineData("New-ApiCredential x -SiteName e", "edge-1")]
    [InlineData("New-ApiCredential x -ClusterNamespace ", "web")]
    [InlineData("Update-ApiCredential x -Rotate -ClusterNamespace w", "web")]
    [InlineData("Get-CredentialProject sh", "shop")]
    [InlineData("Remove-CredentialProject w", "'web shop'")]
    [InlineData("Get-CredentialRole ", "reader,writer")]
    [InlineData("Remove-CredentialRole w", "writer")]
    [InlineData("Get-CredentialEnvironment p", "prod,'prod two'")]
    [InlineData("Get-CredentialEnvironment -Project 'web shop' -Name ", "'prod two'")]
    [InlineData("Remove-CredentialEnvironment -Project s", "shop")]
    [InlineData("New-CredentialEnvironment x -Project w", "'web shop'")]
    [InlineData("New-CredentialEnvironment x -Kind H", "Htpasswd")]
    [InlineData("Publish-ProjectCredential w", "'web shop'")]
    [InlineData("Publish-ProjectCredential shop -Environment ", "prod")]
    [InlineData("Get-CredentialDeployment -Environment 'prod t", "'prod two'")]
    [InlineData("Get-CredentialDeployment -Username t", "till")]
    [InlineData("Grant-ProjectCredentialAccess t", "till")]
    [InlineData("Revoke-ProjectCredentialAccess -Identity t", "till")]
    [InlineData("Get-ProjectCredentialAccess -Project s", "shop")]
    [InlineData("Grant-CredentialRight hol", "holder")]
    [InlineData("Grant-CredentialRight -Group -Principal ", "admins,devs,viewers")]
    [InlineData("Revoke-CredentialRight -Principal ", "devs,holder")]
    [InlineData("Revoke-CredentialRight -Group -Principal ", "devs")]
    [InlineData("Get-CredentialRight d", "devs")]
    [InlineData("Get-CredentialRight -Role Identity", "IdentityDeploy,IdentityManage,IdentityView")]
    [InlineData("Grant-CredentialRight x -Role Ed", "Editor")]
    [InlineData("Grant-CredentialRight x -Project w", "'web shop'")]
    [InlineData("Grant-CredentialRight x -ScopeType Pro", "Project")]
    [InlineData("Grant-CredentialRight x -ScopeType Project -Scope s", "shop")]
    [InlineData("Grant-CredentialRight x -ScopeType Workspace -Scope bl", "blue")]
    [InlineData("Grant-CredentialRight x -ScopeType Namespace -Scope gre", "greenish")]
    [InlineData("Grant-CredentialRight x -ScopeType Authority -Scope ", "")]
    [InlineData("Grant-CredentialRight x -Scope ", "")]
    [InlineData("Revoke-CredentialRight x -Namespace gre", "greenish")]
    [InlineData("Get-CredentialRight -Workspace bl", "blue")]
    [InlineData("Get-CredentialEvent -SubjectType Right -SubjectName ", "devs,holder")]
    [InlineData("Get-CredentialEvent -SubjectType Project -SubjectName ", "shop,'web shop'")]
    [InlineData("Get-CredentialEvent -SubjectType Role, Environment -SubjectName ", "prod,'prod two',reader,writer")]
    [InlineData("Get-CredentialEvent -SubjectType ProjectCredential -SubjectName ", "till")]
    [InlineData("Get-CredentialEvent ser", "service-1")]
    [InlineData("Get-CredentialEvent -SubjectType Cluster -SubjectName ", "east,'far west'")]
    [InlineData("Get-CredentialEvent -SubjectType ApiKey -SubjectName das", "dashboard")]
    [InlineData("Get-CredentialEvent -Action Rev", "Reveal,Revoke,RevokeAccess,RevokeRight")]
    [InlineData("Connect-CredentialAuthority -Name s", "'second one'")]
    [InlineData("Initialize-CredentialAuthority -Name s", "")]
    [InlineData("Get-ApiKey -State Dis", "Disabled")]
    [InlineData("Revoke-ApiCredential x -Reason Key", "KeyCompromise")]
    [InlineData("Export-ApiCredential -Format P", "Pem,Pkcs12")]
    [InlineData("Initialize-CredentialAuthority -Protection Pass", "Passphrase")]
    public void Offers_what_is_in_use_elsewhere(string line, string expected)
    {
        _ = Session.Do("""
            $null = New-ApiCredential service-1 -Type ServiceApiToken -UserGroup viewers, admins -NamespaceRole payments:reader, *:auditor
            $null = New-ApiCredential site-kube -Type SiteGlobalKubeConfig -SiteName edge-1 -ClusterName east -ClusterNamespace web
            $null = New-CredentialProject shop; $null = New-CredentialProject 'web shop'
            $null = New-CredentialRole reader; $null = New-CredentialRole writer
            $null = New-CredentialEnvironment prod shop -Path $folder/one; $null = New-CredentialEnvironment 'prod two' 'web shop' -Path $folder/two
            $null = New-ApiCredential of-the-holder -Type ApiToken -Namespace greenish -Owner holder; $null = New-ApiKey for-blue Editor -Workspace blue
            $null = Grant-CredentialRight holder -Role Viewer; $null = Grant-CredentialRight devs -Group -Role Viewer
            $null = New-ProjectCredential till shop -GeneratePassword -Email till@example.com -FullName Till -Role reader
            """);

        Assert.Equal(expected, string.Join(',', Offered(line).Order(StringComparer.Ordinal).OrderBy(text => text.Trim('\''), StringComparer.Ordinal)));
    }

    [Fact]
    public void Who_acted_is_offered() =>
        Assert.Equal([Environment.UserName], Complete("Get-CredentialEvent -Actor ").CompletionMatches.Select(match => match.ListItemText));

    private IEnumerable<string> Offered(string line) => Complete(line).CompletionMatches.Select(match => match.CompletionText);

    private CommandCompletion Complete(string line) => Session.CompleteAt(line, line.Length);
}
