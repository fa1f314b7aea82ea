namespace PSCredentials.Module.Tests.Formatting;

/// <summary>Colours by the session's style, never instead of a word, and never where they are not wanted.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class ColourTests : IDisposable
{
    private const string Format = "[PSCredentials.Formatting.CredentialFormat]";

    private readonly ModuleSession _session = ModuleSession.Open();

    [Theory]
    [InlineData("Active", "+90", "FormatAccent")]
    [InlineData("Active", "+3", "Warning")]
    [InlineData("Active", "-1", "Error")]
    [InlineData("Disabled", "+90", "Warning")]
    [InlineData("Expired", "-3", "Error")]
    [InlineData("Revoked", "+90", "Error")]
    public void An_expiry_has_the_colour_of_its_state(string state, string days, string colour)
    {
        string shown = (string)_session.One($$"""
            $style = @{ OutputRendering = 'Ansi'; Reset = '</>'; Formatting = [pscustomobject]@{ FormatAccent = '<FormatAccent>'; Warning = '<Warning>'; Error = '<Error>' } }
            {{Format}}::Expiry([DateTimeOffset]::UtcNow.AddDays({{days}}), '{{state}}', $null, [pscustomobject]$style)
            """).BaseObject;

        Assert.Matches($@"^<{colour}>(in )?\d+ (days|h)( ago)?</>$", shown);
    }

    [Theory]
    [InlineData("-2", "2 days ago")]
    [InlineData("-1", "1 day ago")]
    [InlineData("0", "today")]
    [InlineData("1", "in 1 day")]
    [InlineData("90", "in 90 days")]
    public void A_last_day_is_counted_in_days_of_the_calendar(string days, string words)
    {
        Assert.EndsWith(
            $" ({words})",
            (string)_session.One($"{Format}::LastDay([DateOnly]::FromDateTime([datetime]::UtcNow.AddDays({days})), 'Active', $Host, $null)").BaseObject,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PlainText", false)]
    [InlineData("Ansi", true)]
    [InlineData("Host", false)]
    public void No_color_is_honoured_unless_the_session_asks_for_colours(string rendering, bool coloured)
    {
        using var noColour = new EnvironmentChange("NO_COLOR", "1");
        string shown = (string)_session.One($"$PSStyle.OutputRendering = '{rendering}'; {Format}::State('Revoked', $PSStyle)").BaseObject;

        Assert.Equal(coloured ? "\u001b[31;1mRevoked\u001b[0m" : "Revoked", shown);
    }

    [Fact]
    public void The_colours_are_those_of_the_session()
    {
        Assert.Equal(
            "\u001b[95mRevoked\u001b[0m",
            _session.One($"$PSStyle.OutputRendering = 'Ansi'; $PSStyle.Formatting.Error = \"`e[95m\"; {Format}::State('Revoked', $PSStyle)").BaseObject);
    }

    [Theory]
    [InlineData("Ansi", true, true)]
    [InlineData("Ansi", false, false)]
    [InlineData("PlainText", true, false)]
    public void States_have_a_colour_beside_the_word_where_colours_are_wanted(string rendering, bool terminal, bool coloured)
    {
        using var folder = new TemporaryFolder();
        string output = ShellText.Of(
            $$"""
            $PSStyle.OutputRendering = '{{rendering}}'
            $null = Connect-CredentialAuthority '{{Path.Combine(folder.Path, "vault")}}'
            $null = New-ApiCredential a-token -Type ApiToken
            $null = New-ApiCredential b-token -Type ApiToken
            Revoke-ApiCredential b-token -Confirm:$false
            Get-ApiCredential
            """,
            colour: terminal).Output;

        Assert.Contains("Active", output, StringComparison.Ordinal);
        Assert.Contains("Revoked", output, StringComparison.Ordinal);
        Assert.Equal(coloured, output.Contains("\u001b[32;1mActive\u001b[0m", StringComparison.Ordinal));
        Assert.Equal(coloured, output.Contains("\u001b[31;1mRevoked\u001b[0m", StringComparison.Ordinal));
        Assert.Equal(coloured, output.Contains('\u001b', StringComparison.Ordinal));
    }

    // The style belongs to the process: other tests find it as it was.
    public void Dispose()
    {
        _ = _session.Do("$PSStyle.OutputRendering = 'Host'; $PSStyle.Formatting.Error = \"`e[31;1m\"");
        _session.Dispose();
    }
}
