namespace PSCredentials.HelpBuilder.Commands;

/// <summary>What a cmdlet declares, as the engine reads it, in the words of the page schema.</summary>
/// <param name="Name">Verb and noun.</param>
/// <param name="HelpUri">The address of its help on the web, or empty.</param>
/// <param name="SupportsShouldProcess">Whether it takes -WhatIf and -Confirm.</param>
/// <param name="ParameterSets">Its parameter sets, the default one first.</param>
/// <param name="Parameters">Its own parameters with those that ShouldProcess and paging add, without the common ones.</param>
/// <param name="Outputs">The full names of its output types; none where it writes nothing.</param>
internal sealed record CommandFacts(
    string Name,
    string HelpUri,
    bool SupportsShouldProcess,
    IReadOnlyList<ParameterSetFacts> ParameterSets,
    IReadOnlyList<ParameterFacts> Parameters,
    IReadOnlyList<string> Outputs);

/// <summary>One parameter set.</summary>
/// <param name="Name">Its name; <c>__AllParameterSets</c> where the cmdlet names none.</param>
/// <param name="IsDefault">Whether the cmdlet says that it is the default.</param>
/// <param name="Syntax">Name and parameters, as Get-Command -Syntax writes them.</param>
/// <param name="Parameters">The names of its parameters, in the order of the syntax.</param>
internal sealed record ParameterSetFacts(string Name, bool IsDefault, string Syntax, IReadOnlyList<string> Parameters);

/// <summary>One parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The full name of its type.</param>
/// <param name="ShownType">The name of its type as a syntax shows it.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="IsByEngine">Whether the engine adds it: -WhatIf, -Confirm, and the three of paging.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="SupportsWildcards">Whether it declares that wildcards are allowed.</param>
/// <param name="DontShow">Whether it is hidden from completion.</param>
/// <param name="AcceptedValues">The closed list of values, of an enumeration or a validated set; empty where there is none.</param>
/// <param name="DefaultValue">The value it has when it is not given; null where the class does not tell.</param>
/// <param name="Sets">How it appears in which sets.</param>
internal sealed record ParameterFacts(
    string Name,
    string Type,
    string ShownType,
    bool IsSwitch,
    bool IsByEngine,
    IReadOnlyList<string> Aliases,
    bool SupportsWildcards,
    bool DontShow,
    IReadOnlyList<string> AcceptedValues,
    string? DefaultValue,
    IReadOnlyList<SetMembership> Sets);

/// <summary>How a parameter appears in one parameter set.</summary>
/// <param name="Set">The set, or <c>(All)</c>.</param>
/// <param name="Position">The position, or <c>Named</c>.</param>
/// <param name="IsRequired">Whether it is mandatory.</param>
/// <param name="ValueFromPipeline">Whether it takes pipeline objects.</param>
/// <param name="ValueFromPipelineByPropertyName">Whether it takes properties of pipeline objects.</param>
/// <param name="ValueFromRemainingArguments">Whether it takes what is left over.</param>
internal sealed record SetMembership(
    string Set,
    string Position,
    bool IsRequired,
    bool ValueFromPipeline,
    bool ValueFromPipelineByPropertyName,
    bool ValueFromRemainingArguments);
