namespace PSCredentials.Module.Tests.Conformance;

/// <summary>No view, converter, stream or transcript of a real PowerShell shows a secret of any command.</summary>
public sealed class ViewTests(ViewRun run) : ConformanceTest, IClassFixture<ViewRun>
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void Shows_no_secret_in_any_view(string name)
    {
        Assert.SkipUnless(ExternalProgram.IsInstalled("pwsh"), "pwsh is not installed; the other rules run on the engine from NuGet.");

        string text = run.TextOf(name);

        Assert.True(run.Secrets.Count > 20);
        Assert.Contains("[Format-Custom]", text, StringComparison.Ordinal);
        Assert.All(Scenarios.Of(name).Refusals, refusal => Assert.Contains(refusal.ErrorId, text, StringComparison.Ordinal));
        SecretSearch.AssertNone(run.Secrets, text, name);
    }
}
