using System.Globalization;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The scenario of every exported command. A command without one fails every rule.</summary>
internal static class Scenarios
{
    /// <summary>A moment that every policy allows.</summary>
    public static readonly string InTwentyDays = TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static IReadOnlyList<Scenario> All { get; } = [.. ApiCredentialScenarios.All, .. ApiKeyScenarios.All, .. ProjectScenarios.All, .. RightScenarios.All, .. AuthorityScenarios.All, .. ProjectCredentialScenarios.All];

    /// <summary>The scenario of a command.</summary>
    public static Scenario Of(string command) =>
        All.SingleOrDefault(scenario => scenario.Command == command)
        ?? throw new InvalidOperationException($"{command} has no scenario. Add one to the folder Conformance, so that the rules for cmdlets are checked for it.");
}
