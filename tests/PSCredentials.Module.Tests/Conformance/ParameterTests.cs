using System.Security;
using System.Text.RegularExpressions;

namespace PSCredentials.Module.Tests.Conformance;

/// <summary>What the parameters of every command have to declare.</summary>
public sealed class ParameterTests(SampleVault vault) : ConformanceTest
{
    private const string Refused = "refused text 93#";

    private static readonly Type[] s_plain = [typeof(string), typeof(string[]), typeof(object), typeof(object[])];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Bind_from_the_pipeline_by_value_and_by_name_as_the_scenario_says(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        Scenario scenario = Scenarios.Of(name);
        IEnumerable<string> byName = command.Parameters.ContainsKey("Authority") ? scenario.ByName.Append("Authority").Distinct() : scenario.ByName;

        Assert.Equal(scenario.ByValue.Order(StringComparer.Ordinal), command.ParametersWhere(parameter => parameter.ValueFromPipeline));
        Assert.Equal(byName.Order(StringComparer.Ordinal), command.ParametersWhere(parameter => parameter.ValueFromPipelineByPropertyName));
        Assert.NotEmpty(scenario.Sources);

        // Whatever makes a thing is fed by the rows of a file: every value that it takes can come from there. What acts on things has them from there.
        string[] notFromRows = command.Verb is "New" or "Register" && !command.Parameters.ContainsKey("Identity")
            ? [.. command.Parameters.Values.Where(parameter => parameter.ParameterType != typeof(SwitchParameter)).Select(parameter => parameter.Name).Except(byName)]
            : [];
        Assert.Empty(notFromRows);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Has_one_first_position(string name) =>
        Assert.Single(ExportedCommand.Of(name).ParametersWhere(parameter => parameter.Position == 0));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Names_what_exists_by_Identity(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        bool actsOnCredential = command.Noun is "ProjectCredentialAccess" or "KubernetesExecCredential"
            || (command.Noun is "ApiCredential" or "ApiKey" or "ProjectCredential" && command.Verb is not ("New" or "Get" or "Test" or "Export" or "Import" or "Publish"));
        Assert.Equal(actsOnCredential, command.Parameters.ContainsKey("Identity"));
        if (!actsOnCredential)
        {
            return;
        }

        ParameterMetadata identity = command.Parameters["Identity"];
        Assert.Equal("CredentialIdentity[]", identity.ParameterType.Name);
        Assert.Equal(["Id", command.Noun.StartsWith("Project", StringComparison.Ordinal) ? "Username" : "Name"], identity.Aliases.Order(StringComparer.Ordinal));
        Assert.Contains("IdentityAttribute", identity.Attributes.Select(attribute => attribute.GetType().Name));
        Assert.All(identity.Attributes.OfType<ParameterAttribute>(), parameter => Assert.True(parameter is { Position: 0, Mandatory: true }));
    }

    [Theory]
    [MemberData(nameof(OfAuthority))]
    public void Goes_to_the_authority_that_is_named(string name)
    {
        ParameterMetadata authority = ExportedCommand.Of(name).Parameters["Authority"];

        // A report and a survey are what several authorities come into.
        string several = name is "Export-CredentialReport" or "Get-CredentialExpiry" ? "[]" : string.Empty;
        Assert.Equal("AuthorityIdentity" + several, authority.ParameterType.Name);
        Assert.Contains(several.Length > 0 ? "AuthorityIdentityListAttribute" : "AuthorityIdentityAttribute", authority.Attributes.Select(attribute => attribute.GetType().Name));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Completes_what_exists(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        string[] existing = ["Identity", "Name", "Authority", "Namespace", "Workspace", "Owner", "UserName", "ClusterName", "Project", "Environment"];
        bool makes = command.Verb is "New" or "Register" or "Connect" or "Initialize";
        IEnumerable<ParameterMetadata> named = command.Parameters.Values.Where(parameter => existing.Contains(parameter.Name) && !(makes && parameter.Name == "Name"));

        Assert.Empty(named.Where(parameter => !parameter.Attributes.Any(attribute => attribute is ArgumentCompleterAttribute)).Select(parameter => parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Takes_wildcards_in_every_filter_and_nowhere_else(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        string[] exact = ["Id", "SubjectId", "Type"];
        string[] expected = command.Verb == "Get"
            ? [.. command.Parameters.Values.Where(parameter => parameter.ParameterType == typeof(string[]) && !exact.Contains(parameter.Name)).Select(parameter => parameter.Name)]
            : [.. command.Parameters.Values.Where(parameter => parameter.Name == "AnchorPath").Select(parameter => parameter.Name)];

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            command.Parameters.Values.Where(parameter => parameter.Attributes.Any(attribute => attribute is SupportsWildcardsAttribute)).Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Takes_no_secret_as_plain_text(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);

        Assert.All(
            command.Parameters.Values,
            parameter => Assert.False(
                s_plain.Contains(parameter.ParameterType) && Regex.IsMatch(parameter.Name, "(Password|Passphrase|Secret|Token|Key)(?!Path|Name|Vault)", RegexOptions.IgnoreCase),
                $"-{parameter.Name} is text and sounds like a secret."));
        Assert.All(
            command.Parameters.Values.Where(parameter => Regex.IsMatch(parameter.Name, "(Password|Passphrase|Secret|Token|Key)$") && parameter.ParameterType != typeof(SwitchParameter)),
            parameter => Assert.Equal(typeof(SecureString), parameter.ParameterType));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Repeats_no_secret_that_it_refuses(string name)
    {
        ParameterMetadata[] secrets = [.. ExportedCommand.Of(name).Parameters.Values.Where(parameter => parameter.ParameterType == typeof(SecureString))];
        if (secrets.Length == 0)
        {
            return;
        }

        using SampleSession sample = vault.Rent();
        foreach (ParameterMetadata secret in secrets)
        {
            string conversion = Assert.Single(secret.Attributes.Select(attribute => attribute.GetType().Name), attribute => attribute is "ChosenSecretAttribute" or "PresentedSecretAttribute");

            // What is presented may be text, so that an object has to stand for what is refused.
            string refused = conversion == "ChosenSecretAttribute" ? $"'{Refused}'" : $"([pscustomobject]@{{ Text = '{Refused}' }})";
            SessionResult run = sample.Session.Run($"{name} -{secret.Name} {refused}");
            Assert.StartsWith("ParameterArgumentTransformationError", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.DoesNotContain(Refused, Told(run), StringComparison.Ordinal);

            run = sample.Session.Run($"[pscustomobject]@{{ {secret.Name} = '{Refused}' }} | {name}");
            Assert.DoesNotContain(Refused, Told(run), StringComparison.Ordinal);
        }
    }

    // The script, and the row that is the error's target, had the text before the command was asked.
    private static string Told(SessionResult run) =>
        string.Join('\n', run.Streams.Concat(run.Errors.Select(error => $"{error.Exception} {error.ErrorDetails}")));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Returns_what_was_changed_at_once_or_with_PassThru(string name)
    {
        ExportedCommand command = ExportedCommand.Of(name);
        bool nothingIsLeft = command.Verb is "Remove" or "Unregister" or "Disconnect" || name == "Revoke-CredentialRight";
        using SampleSession sample = vault.Rent();
        foreach (Call call in Scenarios.Of(name).Calls)
        {
            sample.Renew();
            int returned = sample.Session.Do($"{call.Script} -Confirm:$false").Output.Count;

            // A made password exists nowhere else, and so comes without being asked for.
            bool handsOver = returned == 1 && call.Script.Contains("-GeneratePassword", StringComparison.Ordinal);
            Assert.True(handsOver || (returned == 0 && !nothingIsLeft) == command.Parameters.ContainsKey("PassThru"));
            if (command.Parameters.TryGetValue("PassThru", out ParameterMetadata? passThru))
            {
                sample.Renew();
                Assert.Equal(typeof(SwitchParameter), passThru.ParameterType);
                Assert.Contains(sample.Session.One($"{call.Script} -Confirm:$false -PassThru").BaseObject.GetType(), command.Outputs.SelectMany(output => output.Type).Select(type => type.Type));
            }
        }
    }
}
