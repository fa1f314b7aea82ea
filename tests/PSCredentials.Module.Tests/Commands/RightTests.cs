namespace PSCredentials.Module.Tests.Commands;

/// <summary>Rights of users and groups, in each form in which they can be named.</summary>
public sealed class RightTests : VaultTest
{
    [Theory]
    [InlineData("Grant-CredentialRight ada, grace -Role Viewer -Namespace a, b", "ada Viewer Namespace a,ada Viewer Namespace b,grace Viewer Namespace a,grace Viewer Namespace b")]
    [InlineData("'ada', 'grace' | Grant-CredentialRight -Role Owner", "ada Owner Authority ,grace Owner Authority ")]
    [InlineData("Grant-CredentialRight ada -Role Editor -Workspace *", "ada Editor Workspace *")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Editor'; Namespace = 'pay'; Project = '' }, [pscustomobject]@{ Principal = 'grace'; Role = 'IdentityView'; Namespace = ''; Project = 'shop' } | Grant-CredentialRight", "ada Editor Namespace pay,grace IdentityView Project shop")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Editor'; ScopeType = 'Workspace'; Scope = 'a;b' }, [pscustomobject]@{ Principal = 'grace'; Role = 'Viewer'; ScopeType = 'Authority'; Scope = '' } | Grant-CredentialRight", "ada Editor Workspace a;b,grace Viewer Authority ")]
    public void Grants_each_right_that_is_named(string script, string expected)
    {
        SessionResult run = Session.Do(script);

        Assert.Equal(expected, Texts(run));
        Assert.Equal(expected, Texts(Session.Do("Get-CredentialRight")));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; Namespace = '' } | Grant-CredentialRight")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; Namespace = $null } | Grant-CredentialRight")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; ScopeType = ''; Scope = '' } | Grant-CredentialRight")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; ScopeType = '' } | Grant-CredentialRight")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; Scope = 'pay' } | Grant-CredentialRight")]
    [InlineData("Grant-CredentialRight ada -Role Owner -Namespace pay -ScopeType Authority")]
    [InlineData("Grant-CredentialRight ada -Role Owner -ScopeType Authority -Scope pay")]
    public void A_row_that_leaves_its_scope_open_grants_nothing(string script)
    {
        Assert.StartsWith("InvalidArgument,", Session.Run(script).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Session.Do("Get-CredentialRight").Output);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; ScopeType = 'Namspace'; Scope = '' } | Grant-CredentialRight")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Owner'; IsGroup = 'perhaps' } | Grant-CredentialRight")]
    [InlineData("[pscustomobject]@{ Principal = 'ada'; Role = 'Boss' } | Grant-CredentialRight")]
    [InlineData("[version]'1.0' | Grant-CredentialRight -Role Viewer")]
    public void A_cell_that_is_no_value_grants_nothing(string script)
    {
        Assert.NotEmpty(Session.Run(script).Errors);
        Assert.Empty(Session.Do("Get-CredentialRight").Output);
    }

    [Fact]
    public void A_row_without_a_scope_behind_rows_that_have_one_grants_nothing()
    {
        SessionResult run = Session.Run("[pscustomobject]@{ Principal = 'ada'; Role = 'Viewer'; Namespace = 'a' }, [pscustomobject]@{ Principal = 'grace'; Role = 'Viewer' } | Grant-CredentialRight");

        Assert.Equal(("InvalidArgument", "grace"), (run.Error.FullyQualifiedErrorId.Split(',')[0], run.Error.TargetObject));
        Assert.Equal("ada Viewer Namespace a", Texts(Session.Do("Get-CredentialRight")));
    }

    [Theory]
    [InlineData("Get-CredentialRight")]
    [InlineData("Get-CredentialRight | ConvertTo-CsvRow")]
    [InlineData("Get-CredentialRight | Copy-ByClixml")]
    [InlineData("Get-CredentialRight | ConvertTo-Selection")]
    public void What_is_listed_can_be_revoked_and_granted_again(string source)
    {
        Fill();
        string before = Texts(Session.Do("Get-CredentialRight"));

        _ = Session.Do(Conformance.Forms.Functions);
        Assert.Empty(Session.Do($"$rows = @({source}); $rows | Revoke-CredentialRight").Output);
        Assert.Empty(Session.Do("Get-CredentialRight").Output);
        Assert.Equal(before, Texts(Session.Do("$rows | Grant-CredentialRight")));
    }

    [Fact]
    public void A_list_that_is_revoked_takes_no_more()
    {
        Fill();

        _ = Session.Do("Get-CredentialRight -Namespace p* | Revoke-CredentialRight");
        SessionResult again = Session.Run("Revoke-CredentialRight grace -Role Editor -Namespace pay; 'went on'");

        Assert.Equal("ada Owner Authority ,devs Viewer Workspace *,grace IdentityView Project shop", Texts(Session.Do("Get-CredentialRight")));
        Assert.Equal(("NotFound", "grace"), (again.Error.FullyQualifiedErrorId.Split(',')[0], again.Error.TargetObject));
        Assert.Equal("went on", again.Output[^1].ToString());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Fill();
        string before = Texts(Session.Do("Get-CredentialRight"));

        SessionResult run = Session.Do("Get-CredentialRight g*, d* | Revoke-CredentialRight -WhatIf; Grant-CredentialRight bob -Role Owner -WhatIf");

        Assert.Empty(run.Output);
        Assert.Equal(before, Texts(Session.Do("Get-CredentialRight")));
    }

    [Theory]
    [InlineData("Get-CredentialRight G*", "grace Editor Namespace pay,grace IdentityView Project shop")]
    [InlineData("Get-CredentialRight grace -Project *", "grace IdentityView Project shop")]
    [InlineData("Get-CredentialRight -Namespace PAY -Project shop", "grace Editor Namespace pay,grace IdentityView Project shop")]
    [InlineData("Get-CredentialRight -Role Owner, Viewer", "ada Owner Authority ,devs Viewer Workspace *")]
    [InlineData("Get-CredentialRight -Group", "devs Viewer Workspace *")]
    [InlineData("Get-CredentialRight -Workspace *", "devs Viewer Workspace *")]
    [InlineData("Get-CredentialRight nobody*", "")]
    [InlineData("Get-CredentialRight -Namespace x*", "")]
    [InlineData("Get-CredentialRight -Role IdentityDeploy", "")]
    public void Lists_what_is_asked_for(string script, string expected)
    {
        Fill();

        Assert.Equal(expected, Texts(Session.Do(script)));
    }

    [Theory]
    [InlineData("Get-CredentialRight nobody, grace", "nobody", "No right of 'nobody' was found.")]
    [InlineData("Get-CredentialRight grace -Namespace x", "grace", "No right of 'grace' was found with the given Namespace.")]
    [InlineData("Get-CredentialRight -Namespace pay, x", "x", "No right in namespace 'x' was found with the given Namespace.")]
    [InlineData("Get-CredentialRight -Project pay", "pay", "No right in project 'pay' was found with the given Project.")]
    public void A_name_without_wildcards_that_has_none_is_an_error(string script, string target, string message)
    {
        Fill();

        ErrorRecord error = Session.Run(script).Error;

        Assert.Equal(("NotFound", target, message), (error.FullyQualifiedErrorId.Split(',')[0], error.TargetObject, error.Exception.Message));
    }

    private static string Texts(SessionResult run) =>
        string.Join(',', run.Output.Select(item => $"{item.Text("Principal")} {item.Text("Role")} {item.Text("ScopeType")} {item.Text("Scope")}"));

    private void Fill() => _ = Session.Do("""
        $null = Grant-CredentialRight ada -Role Owner
        $null = Grant-CredentialRight grace -Role Editor -Namespace pay
        $null = Grant-CredentialRight grace -Role IdentityView -Project shop
        $null = Grant-CredentialRight devs -Group -Role Viewer -Workspace *
        """);
}
