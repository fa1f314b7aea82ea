namespace PSCredentials.Module.Tests.Help;

/// <summary>Writes what examples write into their pages: for authors, who set the environment variable and run the tests.</summary>
internal static class ExamplePage
{
    /// <summary>The variable that has outputs written in place of compared.</summary>
    public const string Variable = "PSCREDENTIALS_REFRESH_EXAMPLES";

    /// <summary>Whether an author asked for it.</summary>
    public static bool IsRefreshing => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Writes the outputs that are not the same as those on the page.</summary>
    public static void Refresh(Example example, IReadOnlyList<string> outputs)
    {
        List<string> lines = [.. File.ReadAllLines(example.File)];
        for (int i = example.Blocks.Count - 1; i >= 0; i--)
        {
            ExampleBlock block = example.Blocks[i];
            if (ExampleText.IsSame(block.Output?.Text ?? string.Empty, outputs[i]))
            {
                continue;
            }

            int codeEnd = End(block.Code);
            if (block.Output is { } old)
            {
                lines.RemoveRange(codeEnd, End(old) - codeEnd);
            }

            if (outputs[i].Length > 0)
            {
                lines.InsertRange(codeEnd, [string.Empty, "```output", .. outputs[i].Split('\n'), "```"]);
            }
        }

        File.WriteAllText(example.File, string.Join('\n', lines) + "\n");
    }

    private static int End(PSCredentials.HelpBuilder.Pages.Fence fence) => fence.Line + fence.Text.Split('\n').Length + 1;
}
