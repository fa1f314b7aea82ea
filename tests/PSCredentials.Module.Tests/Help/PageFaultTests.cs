using PSCredentials.HelpBuilder;
using PSCredentials.HelpBuilder.Checks;
using PSCredentials.HelpBuilder.Commands;
using PSCredentials.HelpBuilder.Pages;
using PSCredentials.Module.Tests.Help.Sample;

namespace PSCredentials.Module.Tests.Help;

/// <summary>Each kind of disagreement between a page and its cmdlet is found, at its line.</summary>
public sealed class PageFaultTests
{
    private static readonly CommandFacts Command = CommandReader.Read(typeof(SetSampleCommand));
    private static readonly ModuleFolder Module = new("Sample", "5c9ff9ac-7d0c-43a5-8b4e-a3a7fc0e2f2f", "Sample.dll", [Command]);
    private static readonly string Page = File.ReadAllText(
        Path.Combine(TestEnvironment.Repository, "tests", "PSCredentials.Module.Tests", "Help", "Sample", "Set-Sample.md"));

    [Fact]
    public void A_page_that_agrees_has_no_fault() => Assert.Empty(Compare(Page));

    [Theory]
    [InlineData("Module Name: Sample", "Module Name: Other", FaultCodes.FrontMatter, "'Module Name' has to be 'Sample'")]
    [InlineData("schema version: 2024-05-01", "schema version: 2.0.0", FaultCodes.FrontMatter, "'2024-05-01'")]
    [InlineData("file: Sample.dll-Help.xml", "file: Other.dll-Help.xml", FaultCodes.FrontMatter, "'Sample.dll-Help.xml'")]
    [InlineData("ms.date: 01/31/2027", "ms.date: 2027-01-31", FaultCodes.FrontMatter, "'ms.date'")]
    [InlineData("Sets samples.", "{{ Fill in the Synopsis }}", FaultCodes.Text, "SYNOPSIS has no text")]
    [InlineData("Sets samples.\n", "\n", FaultCodes.Text, "SYNOPSIS has no text")]
    [InlineData("Sets samples.\n", "Sets samples.\n\nAnd more.\n", FaultCodes.Text, "one paragraph")]
    [InlineData("It sets `samples`, by **name**.", "", FaultCodes.Text, "DESCRIPTION has no text")]
    [InlineData("### Plain (Default)", "### Plain", FaultCodes.Syntax, "'Plain (Default)' has no syntax")]
    [InlineData("### Shaped", "### Formed", FaultCodes.Syntax, "no parameter set 'Formed'")]
    [InlineData("[-Count <int>] [-Text", "[-Count <long>] [-Text", FaultCodes.Syntax, "The syntax has to be")]
    [InlineData("### -Text", "### -Texts", FaultCodes.Parameter, "Parameter -Text is missing")]
    [InlineData("### -Text", "### -Texts", FaultCodes.Parameter, "Set-Sample has no parameter -Texts")]
    [InlineData("How many.", "", FaultCodes.Text, "Parameter -Count has no text")]
    [InlineData("How many.", "{{ Fill Count Description }}", FaultCodes.Text, "Parameter -Count has no text")]
    [InlineData("Type: System.Int32", "Type: System.Int64", FaultCodes.ParameterFact, "-Count: Type has to be 'System.Int32'")]
    [InlineData("DefaultValue: 3", "DefaultValue: 4", FaultCodes.ParameterFact, "-Count: DefaultValue has to be '3'")]
    [InlineData("DefaultValue: False", "DefaultValue: True", FaultCodes.ParameterFact, "-Confirm: DefaultValue has to be 'False'")]
    [InlineData("SupportsWildcards: true", "SupportsWildcards: false", FaultCodes.ParameterFact, "-Name: SupportsWildcards has to be 'True'")]
    [InlineData("Aliases:\n- Id", "Aliases: []", FaultCodes.ParameterFact, "-Name: Aliases has to be 'Id'")]
    [InlineData("- Saturday\n", "", FaultCodes.ParameterFact, "-Day: AcceptedValues has to be 'Sunday")]
    [InlineData("- Name: Shaped", "- Name: (All)", FaultCodes.ParameterFact, "-Day: its parameter sets have to be 'Shaped'")]
    [InlineData("Position: 0", "Position: Named", FaultCodes.ParameterFact, "-Name, set (All): Position has to be '0'")]
    [InlineData("IsRequired: true", "IsRequired: false", FaultCodes.ParameterFact, "-Day, set Shaped: IsRequired has to be 'True'")]
    [InlineData("ValueFromPipeline: true", "ValueFromPipeline: false", FaultCodes.ParameterFact, "-Name, set (All): ValueFromPipeline has to be 'True'")]
    [InlineData("PropertyName: true", "PropertyName: false", FaultCodes.ParameterFact, "-Count, set (All): ValueFromPipelineByPropertyName has to be 'True'")]
    [InlineData("DontShow: false", "DontShow: true", FaultCodes.ParameterFact, "DontShow has to be 'False'")]
    [InlineData("### CommonParameters\n\nThe common ones.\n", "", FaultCodes.Parameter, "CommonParameters is missing")]
    [InlineData("### Example 3: Set three", "### Three", FaultCodes.Example, "has to be 'Example 3: '")]
    [InlineData("The third.", "", FaultCodes.Example, "'Example 3: Set three' has no text")]
    [InlineData("```powershell\nSet-Sample -Name three", "```powershell\nGet-Date", FaultCodes.Example, "no ```powershell block that runs Set-Sample")]
    [InlineData("```output\none", "```text\none", FaultCodes.Example, "```text")]
    [InlineData("### System.String[]\n\nNames.", "### None\n\nNothing.", FaultCodes.InputOutput, "Input System.String[] is missing")]
    [InlineData("### System.String[]\n\nNames.", "### System.String[]", FaultCodes.Text, "Input 'System.String[]' has no text")]
    [InlineData("### System.String\n", "### System.Int32\n", FaultCodes.InputOutput, "Output System.String is missing")]
    [InlineData("### System.String\n", "### System.Int32\n", FaultCodes.InputOutput, "does not declare output 'System.Int32'")]
    [InlineData("The name.", "", FaultCodes.Text, "Output 'System.String' has no text")]
    [InlineData("(https://example.com/sample)", "(Get-Nothing.md)", FaultCodes.Link, "Get-Nothing.md, which does not exist")]
    [InlineData("- [Sample](https://example.com/sample)", "", FaultCodes.Link, "no related links")]
    public void A_disagreement_is_found(string text, string changed, string code, string message)
    {
        int at = Page.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample page does not hold '{text}'.");

        IEnumerable<Fault> faults = Compare(Page.Remove(at, text.Length).Insert(at, changed));

        Assert.Contains(faults, fault => fault.Code == code && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Fewer_than_three_examples_are_refused()
    {
        int start = Page.IndexOf("### Example 3", StringComparison.Ordinal);
        int end = Page.IndexOf("## PARAMETERS", StringComparison.Ordinal);

        Fault fault = Assert.Single(Compare(Page.Remove(start, end - start)));

        Assert.Equal((FaultCodes.Example, "There are 2 examples; at least 3 are needed."), (fault.Code, fault.Message));
    }

    [Fact]
    public void WhatIf_on_a_page_of_a_cmdlet_that_does_not_support_it_is_refused()
    {
        CommandFacts plain = Command with { SupportsShouldProcess = false, Parameters = [.. Command.Parameters.Where(parameter => !parameter.IsByEngine)] };

        IEnumerable<Fault> faults = PageChecks.Compare(Read(Page), plain, Module);

        Assert.Equal(2, faults.Count(fault => fault.Code == FaultCodes.Parameter && fault.Message.Contains("does not support ShouldProcess", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fault_names_file_and_line_as_MSBuild_reads_them()
    {
        string[] lines = Page.Split('\n');
        int line = Array.IndexOf(lines, "DefaultValue: 3") + 1;

        Fault fault = Assert.Single(Compare(Page.Replace("DefaultValue: 3", "DefaultValue: 4", StringComparison.Ordinal)));

        Assert.Equal($"Set-Sample.md({line}): error HELP007: -Count: DefaultValue has to be '3'; it is '4'.", fault.ToString());
    }

    [Theory]
    [InlineData("## NOTES", "## REMARKS", "Section NOTES is missing here")]
    [InlineData("## RELATED LINKS", "## RELATED LINKS\n\n## MORE", "'MORE' is not part of the schema")]
    [InlineData("# Set-Sample\n", "", "has to start with the cmdlet's name")]
    [InlineData("Position: 0", "Position: [", "The yaml cannot be read")]
    [InlineData("### -Text", "### Text", "'Text' is not a parameter")]
    public void A_page_that_does_not_follow_the_schema_is_refused(string text, string changed, string message)
    {
        int at = Page.IndexOf(text, StringComparison.Ordinal);

        Fault fault = Assert.Throws<PageException>(() => Read(Page.Remove(at, text.Length).Insert(at, changed))).Fault;

        Assert.Equal(FaultCodes.Structure, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static CommandPage Read(string text) => CommandPageReader.Read(MarkdownFile.Parse("Set-Sample.md", text));

    private static Fault[] Compare(string text) => [.. PageChecks.Compare(Read(text), Command, Module)];
}
