using System.Collections;

namespace PSCredentials.Module.Tests.Help;

/// <summary>What Get-Help shows in a session of the engine.</summary>
public sealed class CommandHelpTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    /// <summary>The names of the commands that have a page.</summary>
    public static IReadOnlyList<string> Commands { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(TestEnvironment.Repository, "docs", "en-US"), "*-*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> CommandData() => [.. Commands];

    public static TheoryData<string> TopicData() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(TestEnvironment.Repository, "docs", "en-US"), "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file)!),
    ];

    [Theory]
    [MemberData(nameof(CommandData))]
    public void Help_of_a_command_has_all_its_parts(string command)
    {
        _session.Set("name", command);

        PSObject help = _session.One("Get-Help -Name $name -Full");

        Assert.NotEqual(string.Empty, help.Text("Synopsis").Trim());
        Assert.NotEmpty(Items(help, "description"));
        PSObject[] examples = Items((PSObject)help.Properties["examples"].Value, "example");
        Assert.True(examples.Length >= 3);
        Assert.All(examples, example => Assert.Contains(command, example.Text("code"), StringComparison.Ordinal));
        Assert.All(examples, example => Assert.NotEmpty(Items(example, "remarks")));
        PSObject[] parameters = Items((PSObject)help.Properties["parameters"].Value, "parameter");
        string[] expected = _session.Do("(Get-Command -Name $name).Parameters.Keys | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters }")
            .Output.Select(name => name.ToString()).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(expected, parameters.Select(parameter => parameter.Text("name")).Order(StringComparer.Ordinal));
        Assert.All(parameters, parameter => Assert.NotEmpty(Items(parameter, "description")));
        Assert.NotEmpty(Items((PSObject)help.Properties["returnValues"].Value, "returnValue"));
        Assert.NotEmpty(Items((PSObject)help.Properties["relatedLinks"].Value, "navigationLink"));
    }

    [Theory]
    [MemberData(nameof(CommandData))]
    public void Help_of_a_command_shows_text_and_examples(string command)
    {
        string shown = Packed(ShellText.Of($"Get-Help -Name {command} -Full").Succeeded().Output);

        Assert.Contains(Packed(_session.One($"(Get-Help -Name {command}).Synopsis").ToString()), shown, StringComparison.Ordinal);
        Assert.Contains("---Example3:", shown, StringComparison.Ordinal);
        Assert.Contains("PS>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TopicData))]
    public void A_topic_is_found_and_listed_with_its_short_description(string topic)
    {
        string[] page = File.ReadAllLines(Path.Combine(TestEnvironment.Repository, "docs", "en-US", topic + ".md"));
        string summary = page[Array.IndexOf(page, "## SHORT DESCRIPTION") + 2];

        PSObject help = Assert.Single(_session.Do("Get-Help -Name about_PSCredentials*").Output, item => item.Text("Name") == topic);

        Assert.Equal(summary, help.Text("Synopsis").Trim());
        Assert.Contains("LONG DESCRIPTION", ShellText.Of($"Get-Help -Name {topic}").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_code_tells_commands_from_output()
    {
        string code = Items((PSObject)_session.One("Get-Help -Name Update-ApiCredential -Examples").Properties["examples"].Value, "example")[0].Text("code");

        Assert.StartsWith("PS> Get-ApiCredential", code, StringComparison.Ordinal);
        Assert.Contains("\n>>     Update-ApiCredential", code, StringComparison.Ordinal);
        Assert.Contains("\n\nName ", code, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();

    private static string Packed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static PSObject[] Items(PSObject holder, string property) => holder.Properties[property]?.Value switch
    {
        null => [],
        PSObject one when one.BaseObject is not IEnumerable => [one],
        PSObject { BaseObject: IEnumerable many } => [.. many.Cast<object>().Select(PSObject.AsPSObject)],
        IEnumerable many and not string => [.. many.Cast<object>().Select(PSObject.AsPSObject)],
        object other => [PSObject.AsPSObject(other)],
    };
}
