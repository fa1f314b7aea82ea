namespace PSCredentials.Module.Tests.Conformance;

/// <summary>What a command changes; all but those of the vault leave the connected vault byte for byte as it was.</summary>
internal enum Effect
{
    Nothing,
    Vault,
    Session,
    Files,
}

/// <summary>How one exported command is called on the sample vault, and what the rules cannot read off its declaration.</summary>
/// <param name="Command">The command's name.</param>
/// <param name="Calls">Whole calls that succeed, at least one for every declared output; switches are appended to them.</param>
internal sealed record Scenario(string Command, params Call[] Calls)
{
    public Effect Effect { get; init; }

    /// <summary>The parameters that take a pipeline object itself.</summary>
    public string[] ByValue { get; init; } = [];

    /// <summary>The parameters that take an object's property, besides -Authority.</summary>
    public string[] ByName { get; init; } = [];

    /// <summary>Pipeline objects, each of which has to lead to the very same outcome.</summary>
    public string[] Sources { get; init; } = [];

    /// <summary>For a command that reads: a property that all it returns for <see cref="Sources"/> has, with its value as an expression.</summary>
    public (string Property, string Value)? About { get; init; }

    /// <summary>What stands behind the command in a pipeline of <see cref="Sources"/>.</summary>
    public string Arguments { get; init; } = string.Empty;

    /// <summary>A pipeline object that is refused by itself, before a good one.</summary>
    public string Bad { get; init; } = "'nobody'";

    /// <summary>Rows whose texts have to be on the object that comes of them, under the same names; together they fill every parameter of <see cref="ByName"/>.</summary>
    public Dictionary<string, string>[] Rows { get; init; } = [];

    /// <summary>Calls that are refused.</summary>
    public Refusal[] Refusals { get; init; } = [];

    /// <summary>The command is about the session or about files, and has no authority to go to.</summary>
    public bool IsLocal { get; init; }

    /// <summary>A call that waits for a vault that is held; by default the first one, sent to that vault.</summary>
    public string? Waits { get; init; }

    public override string ToString() => Command;
}

/// <summary>A call that succeeds.</summary>
/// <param name="Script">The whole call.</param>
/// <param name="Target">What ShouldProcess names; variables are expanded.</param>
internal sealed record Call(string Script, string? Target = null)
{
    /// <summary>The parameter set it is of, where outputs differ by set.</summary>
    public string? Set { get; init; }

    public static implicit operator Call(string script) => new(script);
}

/// <summary>A call that fails.</summary>
/// <param name="Script">The whole call.</param>
/// <param name="ErrorId">The error's id.</param>
/// <param name="Target">What the user named, as text; variables are expanded.</param>
/// <param name="Ends">Whether the error ends the command.</param>
internal sealed record Refusal(string Script, string ErrorId, string Target, bool Ends = false);
