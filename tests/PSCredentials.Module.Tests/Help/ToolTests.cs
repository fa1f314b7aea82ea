namespace PSCredentials.Module.Tests.Help;

/// <summary>What the tools of PowerShell's own authors say of the pages, where they are installed.</summary>
public sealed class ToolTests : IDisposable
{
    private static readonly string Docs = Path.Combine(TestEnvironment.Repository, "docs");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task PlatyPS_takes_the_pages()
    {
        string output = await PowerShellTool.RunAsync("Microsoft.PowerShell.PlatyPS", $$"""
            foreach ($page in [IO.Directory]::GetFiles('{{Docs}}/en-US', '*-*.md')) {
                if (-not (Test-MarkdownCommandHelp -Path $page)) { "$page is not valid." }
                $help = Import-MarkdownCommandHelp -LiteralPath $page
                $help.Diagnostics.Messages | Where-Object Severity -ne Information | ForEach-Object { "${page}: $($_.Message)" }
                $null = $help | Export-MamlCommandHelp -OutputFolder '{{_folder.Path}}' -Force
            }
            $null = Import-MarkdownModuleFile -LiteralPath '{{Docs}}/en-US/PSCredentials.md'
            """);

        Assert.Equal(string.Empty, output);
    }

    [Fact]
    public async Task ScriptAnalyzer_finds_nothing_in_the_examples()
    {
        foreach (IGrouping<string, Example> page in Example.ReadAll().GroupBy(example => example.Page))
        {
            foreach ((Example example, int number) in page.Select((example, index) => (example, index + 1)))
            {
                _folder.Write($"{page.Key}.{number}.ps1", string.Join('\n', example.Blocks.Select(block => block.Code.Text)) + "\n");
            }
        }

        File.Copy(Path.Combine(Docs, "sample.ps1"), Path.Combine(_folder.Path, "sample.ps1"));
        string output = await PowerShellTool.AnalyzeAsync(_folder.Path);

        Assert.Equal(string.Empty, output);
    }

    public void Dispose() => _folder.Dispose();
}
