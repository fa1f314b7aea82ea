namespace PSCredentials.Module.Tests.Completion;

/// <summary>Completion by id, and where several credentials bear one name.</summary>
public sealed class IdCompletionTests : VaultTest
{
    public IdCompletionTests()
    {
        _ = Session.Do("""
            $pay = New-ApiCredential deploy-east -Type ApiToken -Namespace payments
            $bill = New-ApiCredential deploy-east -Type ApiToken -Namespace billing
            $only = New-ApiCredential facade-1 -Type ApiToken
            $key = New-ApiKey dashboard Editor -Workspace tiger -UserName ada
            """);
    }

    [Theory]
    [InlineData("Remove-ApiCredential", "only", "only")]
    [InlineData("Remove-ApiCredential -Identity", "only", "only")]
    [InlineData("Update-ApiCredential -Id", "only", "only")]
    [InlineData("Get-ApiCredential -Id", "only", "only")]
    [InlineData("Get-CredentialEvent -SubjectId", "only", "only")]
    [InlineData("Get-CredentialEvent -Id", "key", "key")]
    [InlineData("Get-ApiKey -Id", "key", "key")]
    [InlineData("Disable-ApiKey", "key", "key")]
    public void The_beginning_of_an_id_finds_the_id(string command, string variable, string expected)
    {
        string id = Id(variable);

        CompletionResult match = Assert.Single(Session.Complete($"{command} {id[..31].ToUpperInvariant()}"));

        Assert.Equal(Id(expected), match.ListItemText);
        Assert.Equal(Id(expected), match.CompletionText.Trim('\''));
    }

    [Fact]
    public void Where_a_name_is_taken_the_beginning_of_an_id_finds_the_name()
    {
        CompletionResult match = Assert.Single(Session.Complete($"Get-ApiCredential {Id("only")[..31]}"));

        Assert.Equal(("facade-1", Id("only")), (match.CompletionText, match.ListItemText));
    }

    [Fact]
    public void Where_an_id_is_taken_the_beginning_of_a_name_finds_the_ids()
    {
        Assert.Equal(
            new[] { Id("bill"), Id("pay") },
            Session.Complete("Get-ApiCredential -Id dep").Select(match => match.ListItemText));
        Assert.Equal(Id("only"), Assert.Single(Session.Complete("Remove-ApiCredential -Id fac")).ListItemText);
        Assert.Equal(4, Session.Complete("Get-CredentialEvent -SubjectId ").Count);
    }

    [Fact]
    public void A_name_of_several_is_offered_by_their_ids_where_one_has_to_be_meant()
    {
        IReadOnlyList<CompletionResult> matches = Session.Complete("Disable-ApiCredential dep");

        Assert.Equal(["deploy-east (billing)", "deploy-east (payments)"], matches.Select(match => match.ListItemText));
        Assert.StartsWith("payments/deploy-east: ApiToken, Active, expires in ", matches[1].ToolTip, StringComparison.Ordinal);
        _ = Session.Do($"Disable-ApiCredential {matches[1].CompletionText}");
        Assert.Equal(["payments"], Session.Do("Get-ApiCredential -State Disabled").All("Namespace"));
    }

    [Fact]
    public void A_name_of_several_is_offered_once_where_all_are_meant()
    {
        CompletionResult match = Assert.Single(Session.Complete("Get-ApiCredential dep"));

        Assert.Equal(("deploy-east", "deploy-east: 2 credentials of this name, in billing, payments"), (match.CompletionText, match.ToolTip));
        Assert.Equal("deploy-east", Assert.Single(Session.Complete("Revoke-ApiCredential -Namespace billing dep")).CompletionText);
    }

    [Fact]
    public void A_name_of_several_is_known_behind_the_end_of_a_long_list()
    {
        _ = Session.Do("""
            $null = 1..250 | ForEach-Object { [pscustomobject]@{ Name = "many-$('{0:000}' -f $_)"; Namespace = 'first-1' } } | New-ApiCredential -Type ApiToken
            $twin = New-ApiCredential many-007 -Type ApiToken -Namespace second-2
            """);

        IReadOnlyList<CompletionResult> matches = Session.Complete("Remove-ApiCredential man");

        Assert.DoesNotContain(matches, match => match.CompletionText == "many-007");
        Assert.Contains(matches, match => match.CompletionText.Trim('\'') == Id("twin"));
        Assert.Contains(matches, match => match.CompletionText == "many-008");
    }

    [Fact]
    public void A_tool_tip_says_what_has_expired_and_what_is_switched_off()
    {
        _ = Session.Do("Disable-ApiCredential facade-1");
        Assert.StartsWith("system/facade-1: ApiToken, Disabled, expires in ", Assert.Single(Session.Complete("Get-ApiCredential fac")).ToolTip, StringComparison.Ordinal);

        _ = SqlSession.Run(Vault, "UPDATE api_credential SET expires_at = created_at - 864000000 WHERE name = 'facade-1'");
        Assert.Equal("system/facade-1: ApiToken, Expired, expired 10 days ago", Assert.Single(Session.Complete("Get-ApiCredential fac")).ToolTip);
    }

    private string Id(string variable) => (string)Session.One($"${variable}.Id").BaseObject;
}
