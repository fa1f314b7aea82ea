namespace PSCredentials.Module.Tests.Conformance;

/// <summary>A command works again after the module was imported over itself, and after it was removed and imported again.</summary>
public sealed class ReimportTests(SampleVault vault) : ConformanceTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void Works_after_Force_twice_and_after_removal(string name)
    {
        string call = Scenarios.Of(name).Calls[0].Script + (ExportedCommand.Of(name).Reads ? string.Empty : " -Confirm:$false");
        using SampleSession sample = vault.Rent();

        foreach (string again in new[] { "Import-Module $manifest -Force; Import-Module $manifest -Force", "Remove-Module PSCredentials; Import-Module $manifest" })
        {
            sample.Renew();
            _ = sample.Session.Do(again);
            Assert.Empty(sample.Session.Do("Get-CredentialAuthority *").Output);
            sample.Connect();
            string before = sample.State();
            int returned = sample.Session.Do(call).Output.Count;

            Assert.True(returned > 0 || before != sample.State());
        }
    }
}
