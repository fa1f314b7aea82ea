namespace PSCredentials.Module.Tests.Formatting;

/// <summary>Nothing that is stored gives orders to a terminal or turns a line around.</summary>
public sealed class VisibleTextTests : VaultTest
{
    [Theory]
    [InlineData("plain text, Ünïcode, 資格, 🔑", "plain text, Ünïcode, 資格, 🔑")]
    [InlineData("\u001b[31mred", "`u{1B}[31mred")]
    [InlineData("\u001b]0;title\u0007", "`u{1B}]0;title`u{7}")]
    [InlineData("\u009b2J", "`u{9B}2J")]
    [InlineData("abc\u202Edef", "abc`u{202E}def")]
    [InlineData("a\u200Bb\uFEFF", "a`u{200B}b`u{FEFF}")]
    [InlineData("two\r\nlines\u2028", "two`u{D}`u{A}lines`u{2028}")]
    [InlineData("tag\U000E0041", "tag`u{E0041}")]
    public void What_cannot_be_seen_is_written_out(string stored, string shown)
    {
        Session.Set("text", stored);

        Assert.Equal(shown, Session.One("[PSCredentials.Formatting.CredentialFormat]::Text($text)").BaseObject);
    }

    [Fact]
    public void Half_a_character_is_written_out() =>
        Assert.Equal("half`u{D83D}", Session.One("[PSCredentials.Formatting.CredentialFormat]::Text('half' + [char]0xD83D)").BaseObject);

    [Fact]
    public void A_moment_that_no_contract_gives_is_not_shown() =>
        Assert.Equal("||", Session.One("""
            '{0}|{1}|{2}' -f [PSCredentials.Formatting.CredentialFormat]::Time([DateTimeOffset]::MinValue),
                [PSCredentials.Formatting.CredentialFormat]::LocalTime([DateTimeOffset]::MinValue, $Host),
                [PSCredentials.Formatting.CredentialFormat]::Time([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize([DateTimeOffset]::MinValue)))
            """).BaseObject);

    [Fact]
    public void An_error_shows_what_was_named_without_obeying_it()
    {
        ErrorRecord error = Session.Catch("Disable-ApiKey \"nothing`e(0such\" -ErrorAction Stop");

        Assert.DoesNotContain('\u001b', error.ErrorDetails.Message);
        Assert.Contains("nothing`u{1B}(0such", error.ErrorDetails.Message, StringComparison.Ordinal);
    }
}
