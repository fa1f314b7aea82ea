using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PSCredentials.Server.Endpoints.OpenApi;

/// <summary>The summaries that stand in the code, from the XML files that the compiler writes beside the assemblies.</summary>
internal static partial class XmlSummaries
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = new();

    /// <summary>The summary of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The summary; null where there is none.</returns>
    public static string? Of(Type type) => Text(Find(type)?.Element("summary"));

    /// <summary>The summary of a property, or of the parameter of a record that it comes from.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The summary; null where there is none.</returns>
    public static string? Of(PropertyInfo property) =>
        property.DeclaringType is not { } type ? null
        : Members(type.Assembly).TryGetValue($"P:{Id(type)}.{property.Name}", out XElement? member) && member.Element("summary") is { } summary ? Text(summary)
        : Text(Find(type)?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == property.Name));

    private static XElement? Find(Type type) => Members(type.Assembly).GetValueOrDefault("T:" + Id(type));

    private static string Id(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static Dictionary<string, XElement> Members(Assembly assembly) => Files.GetOrAdd(assembly, Read);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        string path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return File.Exists(path)
            ? XDocument.Load(path).Descendants("member").Where(member => member.Attribute("name") is not null).ToDictionary(member => (string)member.Attribute("name")!)
            : [];
    }

    private static string? Text(XElement? element) => element is null ? null
        : Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other when (string?)other.Attribute("cref") is { } reference => reference[(reference.LastIndexOf('.') + 1)..],
        XElement other => other.Value,
        _ => string.Empty,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
