using System.Management.Automation.Language;

namespace PSCredentials.Module.Tests.Help;

/// <summary>The code of an example, as somebody at the prompt enters it.</summary>
internal static class ExampleCode
{
    /// <summary>The single statements: each is entered by itself, so that errors and tables show as they do at the prompt.</summary>
    public static string[] Statements(string code)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        Assert.True(errors.Length == 0, string.Join(Environment.NewLine, errors.Select(error => error.ToString())));
        return [.. script.EndBlock.Statements.Select(statement => statement.Extent.Text)];
    }

    /// <summary>What the code needs that a session in this process cannot give it: commands of full PowerShell, or an environment of its own.</summary>
    /// <param name="code">The code.</param>
    /// <param name="known">The commands of the engine and the module.</param>
    public static string[] Needs(string code, IReadOnlySet<string> known)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out _);
        IEnumerable<string> commands = script.FindAll(static ast => ast is CommandAst, searchNestedScriptBlocks: true)
            .Select(ast => ((CommandAst)ast).GetCommandName() ?? string.Empty)
            .Where(name => !known.Contains(name));
        IEnumerable<string> variables = script.FindAll(static ast => ast is VariableExpressionAst { VariablePath.DriveName: "env" }, searchNestedScriptBlocks: true)
            .Select(ast => ast.Extent.Text);
        return [.. commands.Concat(variables).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
