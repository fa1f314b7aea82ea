namespace PSCredentials.Module.Tests.Commands;

/// <summary>What project credentials may use, in each form in which it can be named.</summary>
public sealed class ProjectAccessTests : VaultTest
{
    public ProjectAccessTests() => _ = Session.Do("""
        $null = New-CredentialProject shop
        $null = New-ProjectCredential till shop -GeneratePassword -Email till@example.com -FullName Till
        """);

    [Theory]
    [InlineData("Grant-ProjectCredentialAccess till orders, stock -ApiProxyGroup public")]
    [InlineData("[pscustomobject]@{ Username = 'till'; ApiProxy = 'orders; stock'; ApiProxyGroup = 'public' } | Grant-ProjectCredentialAccess")]
    [InlineData("@{ name = 'orders'; type = 'API_PROXY' }, @{ name = 'stock'; type = 'API_PROXY' }, @{ name = 'public'; type = 'API_PROXY_GROUP' } | Grant-ProjectCredentialAccess -Identity till")]
    [InlineData("[pscustomobject]@{ credentialAccessList = @([pscustomobject]@{ name = 'orders'; type = 'API_PROXY' }, [pscustomobject]@{ name = 'stock'; type = 'api_proxy' }, [pscustomobject]@{ name = 'public'; type = 'ApiProxyGroup' }) } | Grant-ProjectCredentialAccess till")]
    [InlineData("[PSCredentials.AccessTarget]::new('orders', 'ApiProxy'), [PSCredentials.AccessTarget]::new('public', 'ApiProxyGroup') | Grant-ProjectCredentialAccess -Identity till -ApiProxy stock -ErrorAction Ignore; Grant-ProjectCredentialAccess till -ApiProxyGroup public -ErrorAction Ignore")]
    public void Grants_what_is_named(string script)
    {
        _ = Session.Run(script);

        Assert.Equal("orders ApiProxy, stock ApiProxy, public ApiProxyGroup", Granted());
    }

    [Fact]
    public void An_entry_without_a_credential_grants_nothing()
    {
        SessionResult run = Session.Run("[pscustomobject]@{ name = 'orders'; type = 'API_PROXY' } | Grant-ProjectCredentialAccess");

        Assert.StartsWith("InputObjectMissingMandatory", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(string.Empty, Granted());
    }

    [Fact]
    public void What_a_list_names_is_revoked_and_no_more()
    {
        _ = Session.Do("Grant-ProjectCredentialAccess till orders, orders-v1, stock -ApiProxyGroup orders");

        _ = Session.Do("Get-ProjectCredentialAccess till -ApiProxy orders* | Revoke-ProjectCredentialAccess -Confirm:$false");

        Assert.Equal("stock ApiProxy, orders ApiProxyGroup", Granted());
    }

    [Fact]
    public void Nothing_that_is_named_revokes_nothing()
    {
        _ = Session.Do("Grant-ProjectCredentialAccess till orders");

        Assert.StartsWith("InvalidArgument,", Session.Run("Get-ProjectCredential till | Revoke-ProjectCredentialAccess -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("orders ApiProxy", Granted());

        Assert.Equal("True", Session.One("(Revoke-ProjectCredentialAccess till -All -PassThru -Confirm:$false).DeploymentResult.Success").ToString());
        Assert.Equal(string.Empty, Granted());
    }

    [Theory]
    [InlineData("Get-ProjectCredentialAccess t* -ApiProxy O*", "orders")]
    [InlineData("Get-ProjectCredentialAccess till -ApiProxyGroup *", "public")]
    [InlineData("Get-ProjectCredentialAccess till -ApiProxy stock -ApiProxyGroup public", "stock,public")]
    [InlineData("Get-ProjectCredentialAccess nobody*", "")]
    [InlineData("$WhatIfPreference = $true; Get-ProjectCredentialAccess till; $WhatIfPreference = $false", "orders,stock,public")]
    public void Lists_what_is_asked_for(string script, string expected)
    {
        _ = Session.Do("Grant-ProjectCredentialAccess till orders, stock -ApiProxyGroup public");

        Assert.Equal(expected, string.Join(',', Session.Do(script).All("Name")));
    }

    private string Granted() => string.Join(", ", Session.Do("Get-ProjectCredentialAccess till").Output.Select(item => $"{item.Text("Name")} {item.Text("Type")}"));
}
