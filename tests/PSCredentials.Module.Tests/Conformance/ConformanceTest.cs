namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The base of the rules: each is a theory over all commands that the manifest lists.</summary>
public abstract class ConformanceTest
{
    public static TheoryData<string> Commands => [.. ExportedCommand.Names];

    public static TheoryData<string> Changes => [.. ExportedCommand.Names.Where(name => !ExportedCommand.Of(name).Reads)];

    public static TheoryData<string> OfAuthority => [.. ExportedCommand.Names.Where(name => Scenarios.All.FirstOrDefault(scenario => scenario.Command == name) is not { IsLocal: true })];
}
