using System.Reflection;
using System.Text.RegularExpressions;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>What the class of every command has to declare.</summary>
public sealed partial class DeclarationTests : ConformanceTest
{
    private const int MostLines = 200;

    private static readonly HashSet<string> s_approved =
    [
        .. from type in new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity) }
           from field in type.GetFields()
           select (string)field.GetRawConstantValue()!,
    ];

    private static readonly string s_sources = Path.Combine(TestEnvironment.Repository, "src", "PSCredentials.Module");

    [Fact]
    public void The_manifest_the_assembly_and_the_scenarios_have_the_same_commands()
    {
        string[] listed = [.. ExportedCommand.Names.Order(StringComparer.Ordinal)];

        Assert.Equal(listed, ExportedCommand.Types.Select(type => type.GetCustomAttribute<CmdletAttribute>()!).Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal));
        Assert.Equal(listed, Scenarios.All.Select(scenario => scenario.Command).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Has_an_approved_verb_and_a_singular_noun(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);

        Assert.Contains(command.Verb, s_approved);
        Assert.Matches("^(Api|Credential|Project|Kubernetes)([A-Z][a-z]+)+$", command.Noun);
        Assert.DoesNotMatch("[^s]s$", command.Noun);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Is_a_sealed_class_with_a_short_file_of_its_own(string name)
    {
        Type type = ExportedCommand.Of(name).Type;

        Assert.True(type is { IsSealed: true, IsPublic: true, Namespace: "PSCredentials.Commands" });
        Assert.Equal(name.Replace("-", string.Empty, StringComparison.Ordinal) + "Command", type.Name);
        Assert.Contains(Ancestors(type), ancestor => ancestor.Name == "CredentialCmdlet");
        string[] source = File.ReadAllLines(Path.Combine(s_sources, "Commands", type.Name + ".cs"));
        Assert.InRange(source.Length, 1, MostLines);
        Assert.Single(source, line => Regex.IsMatch(line, @"^\s*\[Cmdlet\("));
        Assert.DoesNotContain(source, line => line.Contains("static ", StringComparison.Ordinal) && StaticState().IsMatch(line));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Asks_before_it_changes_anything_and_loudly_where_it_cannot_be_undone(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);

        Assert.Equal(!command.Reads, command.Cmdlet.SupportsShouldProcess);
        Assert.Equal(command.Reads ? ConfirmImpact.None : command.IsForGood ? ConfirmImpact.High : ConfirmImpact.Medium, command.Cmdlet.ConfirmImpact);
        Assert.Equal(command.Reads, Scenarios.Of(name).Effect == Effect.Nothing);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Declares_what_it_returns(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);

        Assert.NotEmpty(command.Outputs);
        Assert.All(command.Outputs, output => Assert.NotEmpty(output.Type));
    }

    [Fact]
    public void Errors_are_made_in_one_place()
    {
        string[] makers =
        [
            .. from file in Directory.EnumerateFiles(s_sources, "*.cs", SearchOption.AllDirectories)
               where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
               where ErrorMaking().IsMatch(File.ReadAllText(file))
               select Path.GetFileName(file),
        ];

        Assert.Equal(["ErrorRecords.cs"], makers);
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? at = type.BaseType; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }

    // A field that is neither constant nor read-only.
    [GeneratedRegex(@"static (?!readonly)[\w<>\[\]?, ]+ _?\w+( =[^>].*)?;")]
    private static partial Regex StaticState();

    [GeneratedRegex(@"new ErrorRecord\(|ErrorRecord \w+ = new\(|ErrorRecord Create\(.*\) =>")]
    private static partial Regex ErrorMaking();
}
