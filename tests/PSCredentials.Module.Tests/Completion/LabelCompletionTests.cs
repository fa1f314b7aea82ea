namespace PSCredentials.Module.Tests.Completion;

/// <summary>Labels as text: their names, then their values, pair by pair.</summary>
public sealed class LabelCompletionTests : VaultTest
{
    public LabelCompletionTests() => _ = Session.Do("""
        $null = New-ApiCredential one-001 -Type ApiToken -Label @{ team = 'payments'; stage = 'prod'; 'cost centre' = 'a b' }
        $null = New-ApiCredential two-002 -Type ApiToken -Label @{ team = 'billing'; glob = 'a*[1]'; listed = 'x;y'; 'odd=name' = '1'; quote = "o'neill `$x" }
        $null = New-ApiCredential three-3 -Type ApiToken -Label @{ Team = 'payments'; glob = 'abc' }
        $null = New-ApiKey dashboard Editor -Workspace tiger -UserName ada -Label @{ tier = 'gold' }
        """);

    [Theory]
    [InlineData("Get-ApiCredential -Label ", "'cost centre=|glob=|listed=|quote=|stage=|team=")]
    [InlineData("Get-ApiCredential -Label T", "team=")]
    [InlineData("Get-ApiCredential -Label 'te", "'team=")]
    [InlineData("Get-ApiCredential -Label team=", "team=billing|team=payments")]
    [InlineData("Get-ApiCredential -Label TEAM=P", "TEAM=payments")]
    [InlineData("Get-ApiCredential -Label 'team=payments;", "'team=payments;cost centre=|'team=payments;glob=|'team=payments;listed=|'team=payments;quote=|'team=payments;stage=")]
    [InlineData("Get-ApiCredential -Label \"team=payments; st", "\"team=payments; stage=")]
    [InlineData("Get-ApiCredential -Label 'team=payments;stage=p", "'team=payments;stage=prod'")]
    [InlineData("Get-ApiCredential -Label team=payments,st", "stage=")]
    [InlineData("Get-ApiCredential -Label 'cost centre=", "'cost centre=a b'")]
    [InlineData("Get-ApiCredential -Label 'listed=", "")]
    [InlineData("Get-ApiCredential -Label none=", "")]
    [InlineData("New-ApiCredential x -Label st", "stage=")]
    [InlineData("New-ApiCredential x -Label glob=a", "'glob=a*[1]'|glob=abc")]
    [InlineData("Set-ApiCredential x -Label team=b", "team=billing")]
    [InlineData("Get-ApiKey -Label ", "tier=")]
    [InlineData("New-ApiKey x -Label tier=", "tier=gold")]
    public void Offers_names_and_then_values(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', Session.Complete(line).Select(match => match.CompletionText)));

    [Theory]
    [InlineData("team=", 3)]
    [InlineData("'team=", 3)]
    [InlineData("\"cost centre=", 1)]
    [InlineData("glob=", 2)]
    [InlineData("\"glob=", 2)]
    [InlineData("quote=", 1)]
    [InlineData("\"quote=", 1)]
    public void What_is_offered_finds_those_that_were_counted(string begun, int all)
    {
        int found = 0;
        foreach (CompletionResult match in Session.Complete($"Get-ApiCredential -Label {begun}"))
        {
            int count = Session.Do($"Get-ApiCredential -Label {match.CompletionText}").Output.Count;
            Assert.EndsWith($": {count} API credential{(count == 1 ? "" : "s")}", match.ToolTip, StringComparison.Ordinal);
            found += count;
        }

        Assert.Equal(all, found);
    }

    [Fact]
    public void Several_texts_are_one_set_of_labels()
    {
        Assert.Equal(["one-001"], Session.Do("Get-ApiCredential -Label team=payments,stage=prod").All("Name"));
        Assert.Contains("is not a set of labels", Session.Catch("Get-ApiCredential -Label team=payments, prod").Exception.Message, StringComparison.Ordinal);
    }
}
