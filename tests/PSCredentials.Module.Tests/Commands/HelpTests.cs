using System.Collections;

namespace PSCredentials.Module.Tests.Commands;

/// <summary>What Get-Help and Get-Command say of every command.</summary>
public sealed class HelpTests
{
    [Fact]
    public void Get_Help_shows_the_syntax_of_every_command()
    {
        using ModuleSession session = ModuleSession.Open();

        foreach (PSObject command in session.Do("Get-Command -Module PSCredentials").Output)
        {
            string name = command.Text("Name");
            PSObject help = session.One($"Get-Help {name}");
            Assert.Equal(name, help.Text("Name"));
            string syntax = session.Do($"(Get-Command {name} -Syntax)").Output[0].ToString();
            Assert.Contains(name, syntax, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_command_names_what_it_returns()
    {
        using ModuleSession session = ModuleSession.Open();

        Assert.All(session.Do("Get-Command -Module PSCredentials").Output, command => Assert.NotEmpty(command.Get<IEnumerable>("OutputType")));
    }

    [Fact]
    public void Every_change_asks_first_and_what_cannot_be_undone_asks_loudly()
    {
        using ModuleSession session = ModuleSession.Open();
        string[] reading = ["Get", "Test"];

        foreach (PSObject command in session.Do("Get-Command -Module PSCredentials").Output)
        {
            bool changes = !reading.Contains(command.Text("Verb"));
            Assert.Equal((command.Text("Name"), changes), (command.Text("Name"), command.Get<IDictionary>("Parameters").Contains("WhatIf")));
        }

        string[] loud = [.. session.Do("""
            foreach ($c in Get-Command -Module PSCredentials) {
                if ([Management.Automation.CommandMetadata]::new($c).ConfirmImpact -eq 'High') { $c.Name }
            }
            """).Output.Select(name => name.ToString()).Order(StringComparer.Ordinal)];
        Assert.Equal(["Remove-ApiCredential", "Remove-ApiKey", "Revoke-ApiCredential"], loud);
    }

    [Fact]
    public void No_parameter_that_takes_a_chosen_secret_is_text()
    {
        using ModuleSession session = ModuleSession.Open();

        string[] secret = [.. session.Do("""
            foreach ($c in Get-Command -Module PSCredentials) {
                foreach ($p in $c.Parameters.Values) { if ($p.Name -match 'Password$|Passphrase|^Token$|^Key$|Secret$' -and -not $p.SwitchParameter) { "$($c.Name) $($p.Name) $($p.ParameterType.Name)" } }
            }
            """).Output.Select(line => line.ToString())];

        Assert.Equal(7, secret.Length);
        Assert.All(secret, line => Assert.EndsWith("SecureString", line, StringComparison.Ordinal));
    }
}
