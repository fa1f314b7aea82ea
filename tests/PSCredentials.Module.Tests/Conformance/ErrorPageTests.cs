using PSCredentials.HelpBuilder.Pages;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The topic of errors and the table of errors say the same.</summary>
public sealed class ErrorPageTests
{
    private static readonly string s_page = Path.Combine(TestEnvironment.Repository, "docs", "en-US", "about_PSCredentials_Errors.md");

    [Fact]
    public void Every_id_is_unique()
    {
        Assert.Distinct(ErrorDefinition.Table.Select(row => row.Id), StringComparer.OrdinalIgnoreCase);
        Assert.All(ErrorDefinition.Table, row => Assert.Matches("^[A-Z][A-Za-z]+$", row.Id));
    }

    [Fact]
    public void Every_id_has_a_row_with_its_category_and_what_to_do()
    {
        Table table = MarkdownFile.Read(s_page).Blocks.OfType<Table>().Single(table => table.Rows[0][0] == "Error id");

        Assert.Equal(["Error id", "Category", "What it means", "What to do"], table.Rows[0]);
        Assert.Equal(
            ErrorDefinition.Table.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => $"{row.Id} | {row.Category} | {row.RecommendedAction}"),
            table.Rows.Skip(1).Select(row => $"{row[0]} | {row[1]} | {row[3].Replace("`", string.Empty, StringComparison.Ordinal)}"));
        Assert.All(table.Rows.Skip(1), row => Assert.False(string.IsNullOrWhiteSpace(row[2])));
    }
}
