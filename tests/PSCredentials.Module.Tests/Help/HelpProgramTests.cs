using System.Xml.Linq;

namespace PSCredentials.Module.Tests.Help;

/// <summary>The program as the build calls it, on the real module.</summary>
public sealed class HelpProgramTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "HelpBuilder.dll");
    private static readonly string Docs = Path.Combine(TestEnvironment.Repository, "docs", "en-US");
    private readonly TemporaryFolder _folder = new();

    public HelpProgramTests()
    {
        foreach (string page in Directory.EnumerateFiles(Docs))
        {
            File.Copy(page, Path.Combine(_folder.Path, Path.GetFileName(page)));
        }
    }

    [Fact]
    public async Task Pages_and_cmdlets_agree()
    {
        ExternalProgram run = await CheckAsync(Docs);

        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_cmdlet_without_a_page_is_an_error()
    {
        File.Delete(Path.Combine(_folder.Path, "Test-ApiKey.md"));

        await RefusesAsync("Test-ApiKey.md(1): error HELP003: Cmdlet Test-ApiKey has no page.");
    }

    [Fact]
    public async Task A_page_without_a_cmdlet_is_an_error()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "Test-ApiKey.md"));
        _folder.Write("Test-Nothing.md", page.Replace("# Test-ApiKey", "# Test-Nothing", StringComparison.Ordinal));

        await RefusesAsync("error HELP003: Module PSCredentials has no cmdlet Test-Nothing.");
    }

    [Fact]
    public async Task A_module_page_that_leaves_a_cmdlet_out_is_an_error()
    {
        await ChangeAsync("PSCredentials.md", "### [Test-ApiKey](Test-ApiKey.md)", "Test-ApiKey:");

        await RefusesAsync("PSCredentials.md(1): error HELP003: Test-ApiKey is missing.");
    }

    [Fact]
    public async Task A_module_page_with_another_synopsis_is_an_error()
    {
        await ChangeAsync("PSCredentials.md", "Issues an API key.", "Makes a key.");

        await RefusesAsync("error HELP004: The text has to be the synopsis of New-ApiKey");
    }

    [Fact]
    public async Task A_topic_whose_title_is_not_its_name_is_an_error()
    {
        await ChangeAsync("about_PSCredentials.md", "# about_PSCredentials", "# about_Something");

        await RefusesAsync("error HELP003: The title has to be 'about_PSCredentials'.");
    }

    [Fact]
    public async Task What_is_not_understood_is_said() =>
        Assert.Equal(2, (await ExternalProgram.RunAsync("dotnet", Program, "--colour")).ExitCode);

    [Fact]
    public void The_help_is_well_formed_and_whole()
    {
        XDocument help = XDocument.Load(Path.Combine(Path.GetDirectoryName(TestEnvironment.Manifest)!, "en-US", "PSCredentials.dll-Help.xml"));

        XElement[] commands = [.. help.Root!.Elements()];
        Assert.Equal(CommandHelpTests.Commands.Count, commands.Length);
        Assert.All(commands, command =>
        {
            string[] parts = [.. command.Elements().Select(element => element.Name.LocalName)];
            Assert.Equal(
                ["details", "description", "syntax", "parameters", "inputTypes", "returnValues", "alertSet", "examples", "relatedLinks"], parts);
        });
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ExternalProgram> CheckAsync(string docs) =>
        ExternalProgram.RunAsync("dotnet", Program, "--check", "--docs", docs, "--module", Path.GetDirectoryName(TestEnvironment.Manifest)!);

    private async Task ChangeAsync(string page, string text, string changed)
    {
        string path = Path.Combine(_folder.Path, page);
        string before = await File.ReadAllTextAsync(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, before.Replace(text, changed, StringComparison.Ordinal));
    }

    private async Task RefusesAsync(string message)
    {
        ExternalProgram run = await CheckAsync(_folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
