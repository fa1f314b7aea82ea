namespace PSCredentials.Module.Tests.Help;

public sealed class ExampleTests(ExampleVault vault) : IClassFixture<ExampleVault>
{
    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (Example example in Example.ReadAll())
        {
            data.Add(example.Page, example.Title);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_writes_what_its_page_shows(string page, string title)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages show a session on Unix.");
        Example example = Example.Read(page, title);
        string[] code = [.. example.Blocks.Select(block => block.Code.Text)];
        string[] needs = [.. code.SelectMany(block => ExampleCode.Needs(block, vault.KnownCommands)).Distinct()];
        Assert.SkipUnless(needs.Length == 0 || ExternalProgram.IsInstalled("pwsh"), $"pwsh is not installed; the example uses {string.Join(", ", needs)}.");
        using var folder = new TemporaryFolder();
        vault.CopyTo(Path.Combine(folder.Path, "vault"));

        string[] written = needs.Length == 0 ? ExampleRun.InProcess(code, folder.Path) : await ExampleRun.InPowerShellAsync(code, folder.Path);

        string[] outputs = [.. written.Select(text => ExampleText.ToShow(text, folder.Path))];
        Assert.Equal(code.Length, outputs.Length);
        if (ExamplePage.IsRefreshing)
        {
            ExamplePage.Refresh(example, outputs);
            return;
        }

        foreach ((ExampleBlock block, string output) in example.Blocks.Zip(outputs))
        {
            Assert.True(
                ExampleText.IsSame(block.Output?.Text ?? string.Empty, output),
                $"{example.File}({block.Code.Line}) shows\n{block.Output?.Text}\nbut this came:\n{output}\nSet {ExamplePage.Variable}=1 and run this test to have it written.");
        }
    }
}
