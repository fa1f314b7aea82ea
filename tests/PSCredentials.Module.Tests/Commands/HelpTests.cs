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
}
