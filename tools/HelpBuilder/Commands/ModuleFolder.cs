using System.Collections;
using System.Management.Automation.Language;
using System.Reflection;

namespace PSCredentials.HelpBuilder.Commands;

/// <summary>A built module: its manifest, and the cmdlets in its assembly.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Guid">The manifest's GUID.</param>
/// <param name="Assembly">The file name of its root module.</param>
/// <param name="Commands">The cmdlets that the manifest exports, as the assembly declares them.</param>
internal sealed record ModuleFolder(string Name, string Guid, string Assembly, IReadOnlyList<CommandFacts> Commands)
{
    /// <summary>Reads a module.</summary>
    /// <param name="folder">The folder with its manifest and its assembly.</param>
    /// <exception cref="InvalidDataException">There is no module, or manifest and assembly differ in the cmdlets they have.</exception>
    public static ModuleFolder Read(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        string manifest = Path.Combine(folder, name + ".psd1");
        Hashtable data = ReadManifest(manifest);
        string root = data["RootModule"] as string ?? throw new InvalidDataException($"{manifest} names no RootModule.");
        string assembly = Path.GetFullPath(Path.Combine(folder, root));
        if (!File.Exists(assembly))
        {
            throw new InvalidDataException($"{assembly} does not exist; build src/{name}.Module first.");
        }

        IReadOnlyList<CommandFacts> commands = CommandReader.ReadAll(System.Reflection.Assembly.LoadFrom(assembly));
        var exported = new HashSet<string>(((IEnumerable)data["CmdletsToExport"]!).Cast<object>().Select(item => item.ToString()!), StringComparer.OrdinalIgnoreCase);
        exported.SymmetricExceptWith(commands.Select(command => command.Name));
        return exported.Count == 0
            ? new ModuleFolder(name, (string)data["GUID"]!, root, commands)
            : throw new InvalidDataException($"{manifest}(1): error {FaultCodes.Coverage}: CmdletsToExport and {root} differ in {string.Join(", ", exported.Order())}.");
    }

    private static Hashtable ReadManifest(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"There is no manifest {path}.");
        }

        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        return errors.Length == 0 && script.Find(static ast => ast is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table
            ? (Hashtable)table.SafeGetValue()
            : throw new InvalidDataException($"{path} is not a manifest.");
    }
}
