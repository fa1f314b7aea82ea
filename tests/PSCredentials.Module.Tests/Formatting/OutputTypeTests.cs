using System.Reflection;
using System.Xml.Linq;

namespace PSCredentials.Module.Tests.Formatting;

/// <summary>Whatever a command says it writes has views and sets, live and deserialized.</summary>
public sealed class OutputTypeTests : IDisposable
{
    // The engine has views of its own for these.
    private static readonly Type[] OfTheEngine = [typeof(void), typeof(bool), typeof(string), typeof(FileInfo)];

    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void Every_output_type_has_a_table_a_list_and_a_wide_view()
    {
        var shapes = (
            from view in Module("PSCredentials.format.ps1xml").Descendants("View")
            from name in view.Descendants("ViewSelectedBy").Elements("TypeName")
            from shape in view.Elements().Where(part => part.Name.LocalName.EndsWith("Control", StringComparison.Ordinal))
            select $"{name.Value} {shape.Name.LocalName}").ToHashSet(StringComparer.Ordinal);

        string[] lacking =
        [
            .. from type in OutputTypes()
               from prefix in new[] { string.Empty, "Deserialized." }
               from shape in new[] { "TableControl", "ListControl", "WideControl" }
               where !Line(type).Any(name => shapes.Contains($"{prefix}{name} {shape}"))
               select $"{prefix}{type.FullName} has no {shape}",
        ];
        Assert.Empty(lacking);
    }

    [Fact]
    public void Every_output_type_has_a_default_display_set_and_a_key_set()
    {
        var sets = (
            from type in Module("PSCredentials.types.ps1xml").Elements("Type")
            from set in type.Descendants("PropertySet")
            select (Name: $"{type.Element("Name")!.Value} {set.Element("Name")!.Value}", Properties: set.Descendants("ReferencedProperties").Elements("Name").Select(name => name.Value).ToArray()))
            .ToDictionary(set => set.Name, set => set.Properties);

        foreach (Type type in OutputTypes())
        {
            foreach (string kind in new[] { "DefaultDisplayPropertySet", "DefaultKeyPropertySet" })
            {
                string name = Line(type).FirstOrDefault(name => sets.ContainsKey($"{name} {kind}"))
                    ?? throw new InvalidOperationException($"{type.FullName} has no {kind}.");
                Assert.NotEmpty(sets[$"{name} {kind}"]);
                Assert.All(sets[$"{name} {kind}"], property => Assert.NotNull(type.GetProperty(property)));
                Assert.Equal(sets[$"{name} {kind}"], sets[$"Deserialized.{name} {kind}"]);
            }
        }
    }

    public void Dispose() => _session.Dispose();

    private Type[] OutputTypes()
    {
        Type[] types =
        [
            .. _session.Do("Get-Command -Module PSCredentials").Output
                .SelectMany(command => ((CmdletInfo)command.BaseObject).ImplementingType.GetCustomAttributes<OutputTypeAttribute>())
                .SelectMany(attribute => attribute.Type).Select(type => type.Type).Distinct().Except(OfTheEngine),
        ];
        Assert.True(types.Length >= 10, $"{types.Length} output types");
        return types;
    }

    private static XElement Module(string file) =>
        XDocument.Load(Path.Combine(Path.GetDirectoryName(TestEnvironment.Manifest)!, file)).Root!;

    // A type and those it is made from: a view of any of them serves it.
    private static IEnumerable<string> Line(Type type)
    {
        for (Type? each = type; each is not null && each != typeof(object); each = each.BaseType)
        {
            yield return each.FullName!;
        }
    }
}
