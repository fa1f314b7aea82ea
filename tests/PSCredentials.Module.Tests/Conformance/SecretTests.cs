using System.Management.Automation.Runspaces;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>No command shows a secret that it makes, takes or finds in the vault: in no stream, error, property or serialized object, and not at the prompt.</summary>
public sealed class SecretTests(SampleVault vault) : ConformanceTest
{
    private const string Loud = "-Verbose -Debug -InformationAction Continue -WarningAction Continue";

    [Theory]
    [MemberData(nameof(Commands))]
    public void Shows_no_secret(string name)
    {
        Scenario scenario = Scenarios.Of(name);
        using SampleSession sample = vault.Rent();

        // Properties that are scripts, and the serializer, ask the thread for its session.
        Runspace.DefaultRunspace = sample.Session.Runspace;
        List<string> secrets = [SampleVault.Password, SampleVault.Passphrase, .. vault.Secrets];
        string sure = ExportedCommand.Of(name).Reads ? string.Empty : " -Confirm:$false";
        foreach (string script in scenario.Calls.Select(call => call.Script).Concat(scenario.Refusals.Select(refusal => refusal.Script)))
        {
            sample.Renew();
            SessionResult run = sample.Session.Run($"& {{ $DebugPreference = 'Continue'; {script} {Loud}{sure} }}");
            secrets.AddRange(run.Output.SelectMany(SecretSearch.SecretsOf));
            sample.Session.Set("output", run.Output);
            sample.Session.Set("failed", run.Errors);
            _ = sample.Session.Do("$output | Out-Default; $failed | Out-Default");

            SecretSearch.AssertNone(secrets, run.Everything, script);
            SecretSearch.AssertNone(secrets, sample.Host.Shown, script);
            SecretSearch.AssertNone(secrets, string.Join('\n', run.Output.Select(SecretSearch.Views)), script);
            SecretSearch.AssertNone(secrets, string.Join('\n', run.Errors.Select(error => PSSerializer.Serialize(error, 2))), script);
        }
    }
}
