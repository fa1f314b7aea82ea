namespace PSCredentials.HelpBuilder;

/// <summary>The rules, by what they are about.</summary>
internal static class FaultCodes
{
    /// <summary>The page does not follow the schema, so that it cannot be read.</summary>
    public const string Structure = "HELP001";

    /// <summary>The front matter says something else than it has to.</summary>
    public const string FrontMatter = "HELP002";

    /// <summary>A cmdlet without a page, a page without a cmdlet, or a module page that names others.</summary>
    public const string Coverage = "HELP003";

    /// <summary>A text is missing, or is still the skeleton's.</summary>
    public const string Text = "HELP004";

    /// <summary>The syntax, or the parameter sets, are not the cmdlet's.</summary>
    public const string Syntax = "HELP005";

    /// <summary>A parameter is missing, or the cmdlet does not have it.</summary>
    public const string Parameter = "HELP006";

    /// <summary>What the page says of a parameter is not what the cmdlet declares.</summary>
    public const string ParameterFact = "HELP007";

    /// <summary>Too few examples, or one without code or text.</summary>
    public const string Example = "HELP008";

    /// <summary>The inputs or outputs are not the cmdlet's.</summary>
    public const string InputOutput = "HELP009";

    /// <summary>A link leads nowhere.</summary>
    public const string Link = "HELP010";
}
