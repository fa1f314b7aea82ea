namespace PSCredentials.Module.Tests.Completion;

/// <summary>What is inserted means exactly the value that was offered, whatever quote the user opened.</summary>
public sealed class QuotingTests : VaultTest
{
    public static TheoryData<string> Names =>
    [
        "plain-name", "with space", "o'neill corp", "a \"double\" one", "$HOME-name", "cash$money", "-Force-it", "--long-name", "@splatted", "#comment-1",
        "007007", "1e5-12", "0x1234", "semi;colon", "com,ma-1", "pipe|line", "amp&ersand", "(paren)", "{brace}", "a=b:c/d", "back\\slash", "Ärger-Straße", "日本語の名前です",
        "curly\u2018\u2019\u201A\u201B", "double\u201C\u201D\u201E", "en\u2013dash", "\u2014dash-1", "%percent", "~tilde-1", "!bang-1", "<angle>", "$(exit-1)", "emoji-\U0001F600",
        "true-1", "dot.dot", ".leading", "name:with:colon",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_comes_back_as_itself(string name)
    {
        Session.Set("name", name);
        _ = Session.Do("$null = New-ApiCredential $name -Type ApiToken -Namespace $name -Owner $name; $null = New-ApiCredential other-1 -Type ApiToken");
        foreach (string quote in new[] { "", "'", "\"", "\u2018", "\u201C" })
        {
            Check($"Get-ApiCredential {quote}", name);
            Check($"Get-ApiCredential -Name:{quote}", name);
            Check($"Get-ApiCredential -Owner {quote}", name);
            Check($"Get-ApiCredential -Namespace {quote}", name);
            Check($"Disable-ApiCredential -PassThru -Identity {quote}", name);
        }

        Check("Get-ApiCredential other-1,", name, others: 1);
        Check("Get-ApiCredential -Name other-1, ", name, others: 1);
    }

    [Fact]
    public void A_word_with_escapes_is_completed()
    {
        _ = Session.Do("$null = New-ApiCredential 'with space' -Type ApiToken; $null = New-ApiCredential 'cash$money' -Type ApiToken");

        Assert.Equal("'with space'", Assert.Single(Session.Complete("Get-ApiCredential with` s")).CompletionText);
        Assert.Equal("'cash$money'", Assert.Single(Session.Complete("Get-ApiCredential cash`$m")).CompletionText);
    }

    [Fact]
    public void A_word_whose_quote_is_closed_is_completed_whole()
    {
        _ = Session.Do("$null = New-ApiCredential 'with space' -Type ApiToken");
        const string Line = "Get-ApiCredential 'with' -Namespace system";

        CommandCompletion completion = Session.CompleteAt(Line, Line.IndexOf("' -", StringComparison.Ordinal));

        string whole = Line[..completion.ReplacementIndex] + Assert.Single(completion.CompletionMatches).CompletionText
            + Line[(completion.ReplacementIndex + completion.ReplacementLength)..];
        Assert.Equal("Get-ApiCredential 'with space' -Namespace system", whole);
    }

    private void Check(string line, string name, int others = 0)
    {
        CommandCompletion completion = Session.CompleteAt(line, line.Length);
        CompletionResult match = Assert.Single(completion.CompletionMatches, match => match.ListItemText == name);
        string[] found = Session.Do(line[..completion.ReplacementIndex] + match.CompletionText).All("Name");
        Assert.Equal(others + 1, found.Length);
        Assert.Contains(name, found);
    }
}
