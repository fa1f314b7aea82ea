using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace PSCredentials.HelpBuilder.Commands;

/// <summary>Reads what a cmdlet class declares. The engine itself does the reading: a hand-made one would differ from it some day.</summary>
internal static class CommandReader
{
    private const string AllSets = "__AllParameterSets";
    private static readonly HashSet<string> EngineNames = [.. Cmdlet.OptionalCommonParameters];

    /// <summary>Reads every cmdlet of an assembly, by name.</summary>
    public static IReadOnlyList<CommandFacts> ReadAll(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute))).Select(Read).OrderBy(command => command.Name, StringComparer.Ordinal)];

    /// <summary>Reads one cmdlet.</summary>
    public static CommandFacts Read(Type type)
    {
        CmdletAttribute declared = type.GetCustomAttribute<CmdletAttribute>()
            ?? throw new ArgumentException($"{type} is not a cmdlet.", nameof(type));
        var info = new CmdletInfo($"{declared.VerbName}-{declared.NounName}", type);
        object instance = Activator.CreateInstance(type)!;
        ParameterSetFacts[] sets =
        [
            .. info.ParameterSets
                .Select(set => new ParameterSetFacts(set.Name, set.IsDefault, $"{info.Name} {set}", Names(set)))
                .OrderByDescending(set => set.IsDefault),
        ];
        return new CommandFacts(
            info.Name,
            declared.HelpUri ?? string.Empty,
            declared.SupportsShouldProcess,
            sets,
            [
                .. info.Parameters.Values
                    .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
                    .Select(parameter => Read(parameter, info, instance))
                    .OrderBy(parameter => parameter.Name, StringComparer.Ordinal),
            ],
            [.. info.OutputType.Select(output => output.Name).Where(name => name != typeof(void).FullName).Distinct().Order(StringComparer.Ordinal)]);
    }

    // In the order in which the syntax shows them: by position, then as declared.
    private static string[] Names(CommandParameterSetInfo set) =>
    [
        .. set.Parameters
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
            .ThenByDescending(parameter => parameter.Position < 0 && parameter.IsMandatory)
            .Select(parameter => parameter.Name),
    ];

    private static ParameterFacts Read(ParameterMetadata parameter, CmdletInfo info, object instance)
    {
        bool isMandatory = parameter.ParameterSets.Values.All(set => set.IsMandatory);
        CommandParameterInfo shown = info.ParameterSets.SelectMany(set => set.Parameters).First(item => item.Name == parameter.Name);
        return new ParameterFacts(
            parameter.Name,
            FullName(parameter.ParameterType),
            ShownName(parameter.ParameterType),
            parameter.SwitchParameter,
            EngineNames.Contains(parameter.Name),
            [.. parameter.Aliases],
            shown.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            shown.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow),
            AcceptedValues(parameter),
            isMandatory ? string.Empty : DefaultValue(parameter, instance),
            [
                .. parameter.ParameterSets
                    .Select(set => Read(set.Key, set.Value))
                    .OrderBy(set => set.Set, StringComparer.Ordinal),
            ]);
    }

    private static SetMembership Read(string name, ParameterSetMetadata set) => new(
        name == AllSets ? "(All)" : name,
        set.Position < 0 ? "Named" : set.Position.ToString(CultureInfo.InvariantCulture),
        set.IsMandatory,
        set.ValueFromPipeline,
        set.ValueFromPipelineByPropertyName,
        set.ValueFromRemainingArguments);

    private static IReadOnlyList<string> AcceptedValues(ParameterMetadata parameter)
    {
        Type type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum
            ? Enum.GetNames(type)
            : parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues] : [];
    }

    private static string? DefaultValue(ParameterMetadata parameter, object instance)
    {
        if (parameter.SwitchParameter)
        {
            return "False";
        }

        if (parameter.Attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault() is { } declared)
        {
            return declared.Help ?? Text(declared.Value);
        }

        PropertyInfo? property = instance.GetType().GetProperty(parameter.Name);
        return property is { CanRead: true } ? Text(property.GetValue(instance)) : null;
    }

    private static string? Text(object? value) => value switch
    {
        null or "" => null,
        Array { Length: 0 } => null,
        Array array => string.Join(", ", array.Cast<object>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    // As PlatyPS writes types: generic arguments in brackets, without their assemblies.
    private static string FullName(Type type) =>
        type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GetGenericArguments().Select(FullName))}]"
            : type.FullName ?? type.Name;

    private static string ShownName(Type type) => LanguagePrimitives.ConvertTo<string>(Nullable.GetUnderlyingType(type) ?? type).Split('.')[^1];
}
