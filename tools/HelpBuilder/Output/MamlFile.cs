using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PSCredentials.HelpBuilder.Output;

/// <summary>Writes the help of cmdlets in MAML, which Get-Help reads.</summary>
internal static class MamlFile
{
    private static readonly XNamespace Root = "http://msh";

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IEnumerable<CommandHelp> commands)
    {
        var document = new XDocument(
            new XElement(Root + "helpItems", new XAttribute("schema", "maml"), commands.Select(MamlCommand.Create)));
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n", NewLineHandling = NewLineHandling.None };
        using var writer = XmlWriter.Create(path, settings);
        document.Save(writer);
    }
}
