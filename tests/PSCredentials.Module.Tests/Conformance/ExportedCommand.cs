using System.Management.Automation.Language;
using System.Reflection;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>A command of the manifest, and what its class declares.</summary>
internal sealed record ExportedCommand(string Name, Type Type, CommandMetadata Metadata)
{
    private static readonly Lazy<Dictionary<string, ExportedCommand>> s_all = new(Read);

    /// <summary>The names that the manifest lists.</summary>
    public static IReadOnlyList<string> Names { get; } = ReadNames();

    /// <summary>The class of every cmdlet that the assembly holds.</summary>
    public static IReadOnlyList<Type> Types => [.. s_all.Value.Values.First().Type.Assembly.GetTypes().Where(type => type.IsDefined(typeof(CmdletAttribute), inherit: false))];

    public string Verb => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    public string Noun => Name[(Name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether it only reads.</summary>
    public bool Reads => Verb is "Get" or "Test";

    /// <summary>Whether it does what cannot be undone: a certificate authority does not come back either, and a right is granted again.</summary>
    public bool IsForGood => (Verb is "Remove" or "Revoke" && Noun != "CredentialRight") || Name == "Update-CredentialAuthorityCertificate";

    public CmdletAttribute Cmdlet => Type.GetCustomAttribute<CmdletAttribute>()!;

    public IReadOnlyList<OutputTypeAttribute> Outputs => [.. Type.GetCustomAttributes<OutputTypeAttribute>()];

    /// <summary>Its own parameters, without the common ones.</summary>
    public IReadOnlyDictionary<string, ParameterMetadata> Parameters => Metadata.Parameters;

    public static ExportedCommand Of(string name) => s_all.Value[name];

    /// <summary>The names of parameters with an attribute that says so.</summary>
    public string[] ParametersWhere(Func<ParameterAttribute, bool> holds) =>
    [
        .. Parameters.Values.Where(parameter => parameter.Attributes.OfType<ParameterAttribute>().Any(holds)).Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
    ];

    private static string[] ReadNames()
    {
        ScriptBlockAst manifest = Parser.ParseFile(TestEnvironment.Manifest, out _, out _);
        var table = (HashtableAst)manifest.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!;
        StatementAst names = table.KeyValuePairs.Single(pair => pair.Item1.SafeGetValue() is "CmdletsToExport").Item2;
        return [.. names.FindAll(ast => ast is StringConstantExpressionAst, searchNestedScriptBlocks: false).Cast<StringConstantExpressionAst>().Select(text => text.Value)];
    }

    private static Dictionary<string, ExportedCommand> Read()
    {
        using ModuleSession session = ModuleSession.Open();
        return session.Do("Get-Command -Module PSCredentials -CommandType Cmdlet").Output.Select(item => (CmdletInfo)item.BaseObject)
            .ToDictionary(info => info.Name, info => new ExportedCommand(info.Name, info.ImplementingType, new CommandMetadata(info.ImplementingType)), StringComparer.Ordinal);
    }
}
