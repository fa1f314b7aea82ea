namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The commands for projects, roles, environments, access and deployment.</summary>
internal static class ProjectScenarios
{
    private const string Environment = "[pscustomobject]@{ Name = 'row'; Project = 'billing'; Path = \"$folder/row.htpasswd\"; Uri = ''; SigningKey = ''; ReloadCommand = '' }";

    // An entry of contract 3's credentialAccessList.
    private const string Group = "$([pscustomobject]@{ name = 'public'; type = 'API_PROXY_GROUP' })";

    public static Scenario[] All { get; } =
    [
        Making("New-CredentialProject", "billing"),
        Making("New-CredentialRole", "reader"),
        Listing("Get-CredentialProject", "$project", "payments"),
        Listing("Get-CredentialRole", "$role", "reader"),
        Removing("Remove-CredentialProject", "$spareproject", "payments", new Call("Remove-CredentialProject payments -Force", "payments")),
        Removing("Remove-CredentialRole", "$sparerole", "reader", new Call("Remove-CredentialRole reader -Force", "reader")),
        new(
            "New-CredentialEnvironment",
            new Call("New-CredentialEnvironment new billing -Path $folder/new.htpasswd", "billing/new ($folder/new.htpasswd)"),
            new Call("New-CredentialEnvironment new billing -Uri http://127.0.0.1:9/x -SigningKey $password", "billing/new (http://127.0.0.1:9/x)"))
        {
            Effect = Effect.Vault,
            ByName = ["Name", "Project", "Kind", "Path", "ReloadCommand", "Uri", "SigningKey"],
            Rows =
            [
                new() { ["Name"] = "row", ["Project"] = "billing", ["Kind"] = "Htpasswd", ["Path"] = "$folder + '/row.htpasswd'", ["ReloadCommand"] = "/bin/true", ["Uri"] = "", ["SigningKey"] = "" },
                new() { ["Name"] = "row", ["Project"] = "billing", ["Kind"] = "Webhook", ["Path"] = "", ["ReloadCommand"] = "", ["Uri"] = "http://127.0.0.1:9/x", ["SigningKey"] = "$password" },
            ],
            Sources = Forms.Of(Environment),
            Bad = "[pscustomobject]@{ Name = 'test'; Project = 'billing'; Path = \"$folder/other.htpasswd\" }",
            Refusals =
            [
                new("New-CredentialEnvironment test billing -Path $folder/new.htpasswd", "AlreadyExists", "test"),
                new("New-CredentialEnvironment new nowhere -Path $folder/new.htpasswd", "NotFound", "new"),
                new("New-CredentialEnvironment new billing -Kind Webhook -Path $folder/new.htpasswd", "InvalidArgument", "new"),
            ],
        },
        new("Get-CredentialEnvironment", "Get-CredentialEnvironment test -Project billing")
        {
            ByValue = ["Name"],
            ByName = ["Name", "Project"],
            Sources = Forms.Of("$environment"),
            About = ("Id", "$environment.Id"),
            Rows = [new() { ["Name"] = "test", ["Project"] = "billing" }],
            Refusals = [new("Get-CredentialEnvironment nobody", "NotFound", "nobody"), new("Get-CredentialEnvironment test -Project payments", "NotFound", "test")],
        },
        new("Remove-CredentialEnvironment", new Call("Remove-CredentialEnvironment test -Project billing", "billing/test ($($environment.Target))"))
        {
            Effect = Effect.Vault,
            ByValue = ["Name"],
            ByName = ["Name", "Project"],
            Sources = Forms.Of("$environment"),
            Rows = [new() { ["Name"] = "test", ["Project"] = "billing" }],
            Refusals =
            [
                new("Remove-CredentialEnvironment nobody", "NotFound", "nobody"),
                new("Remove-CredentialEnvironment test", "AmbiguousName", "test"),
                new("Remove-CredentialEnvironment test -Project stage", "InUse", "test"),
            ],
        },
        Access("Grant-ProjectCredentialAccess", "-ApiProxy stock", new Call("Grant-ProjectCredentialAccess pay-person stock", "payments/pay-person")) with
        {
            Sources = OfCredential("$person"),
            Refusals =
            [
                new("Grant-ProjectCredentialAccess nobody stock", "NotFound", "nobody"),
                new("Grant-ProjectCredentialAccess pay-person orders", "AlreadyExists", "pay-person"),
                new("Grant-ProjectCredentialAccess pay-person", "InvalidArgument", "pay-person"),
            ],
        },
        Access("Revoke-ProjectCredentialAccess", "-ApiProxy orders", new Call("Revoke-ProjectCredentialAccess pay-person orders", "payments/pay-person"), new Call("Revoke-ProjectCredentialAccess pay-person -All", "payments/pay-person")) with
        {
            Sources = [.. OfCredential("$person"), .. Forms.Of("$access")],
            Refusals =
            [
                new("Revoke-ProjectCredentialAccess nobody orders", "NotFound", "nobody"),
                new("Revoke-ProjectCredentialAccess pay-person", "InvalidArgument", "pay-person"),
                new("Revoke-ProjectCredentialAccess pay-person orders -All", "InvalidArgument", "pay-person"),
            ],
        },
        new("Get-ProjectCredentialAccess", "Get-ProjectCredentialAccess pay-person")
        {
            ByValue = ["Identity"],
            ByName = ["Identity", "Project"],
            Sources = OfCredential("$person"),
            About = ("Username", "'pay-person'"),
            Rows = [new() { ["Identity"] = "pay-person", ["Project"] = "payments" }],
            Refusals = [new("Get-ProjectCredentialAccess nobody", "NotFound", "nobody")],
        },
        new(
            "Publish-ProjectCredential",
            new Call("Publish-ProjectCredential billing", "billing"),
            new Call("Publish-ProjectCredential -Continuous -Duration 2", "all projects"))
        {
            Effect = Effect.Vault,
            ByValue = ["Project"],
            ByName = ["Project", "Environment"],
            Sources = [.. Forms.Of("$environment"), .. Forms.Of("(Get-CredentialProject billing)"), "'billing'"],
            Rows = [new() { ["Project"] = "billing", ["Environment"] = "test" }],
            Refusals =
            [
                new("Publish-ProjectCredential nobody", "NotFound", "nobody"),
                new("Publish-ProjectCredential billing nowhere", "NotFound", "billing"),
                new("Publish-ProjectCredential b*", "WildcardNotAllowed", "b*"),
                new("Publish-ProjectCredential -Environment test", "InvalidArgument", "test"),
            ],
        },
        new("Get-CredentialDeployment", "Get-CredentialDeployment stage")
        {
            ByName = ["Project", "Environment", "Username"],
            Sources = Forms.Of("$deployment"),
            About = ("Project", "'stage'"),
            Bad = "[pscustomobject]@{ Authority = 'nobody' }",
            Rows = [new() { ["Project"] = "stage", ["Environment"] = "test", ["Username"] = "stage-person" }],
            Refusals = [new("Get-CredentialDeployment -Authority nobody", "AuthorityNotConnected", "nobody")],
        },
    ];

    private static Scenario Making(string command, string taken) => new(command, new Call($"{command} new", "new"))
    {
        Effect = Effect.Vault,
        ByName = ["Name", "Description"],
        Rows = [new() { ["Name"] = "row", ["Description"] = "from a row" }],
        Sources = Forms.Of("[pscustomobject]@{ Name = 'row'; Description = '' }"),
        Bad = $"[pscustomobject]@{{ Name = '{taken}' }}",
        Refusals = [new($"{command} {taken}", "AlreadyExists", taken), new($"{command} 'a*'", "InvalidArgument", "a*")],
    };

    private static Scenario Listing(string command, string item, string name) => new(command, $"{command} {name}")
    {
        ByValue = ["Name"],
        ByName = ["Name"],
        Sources = [.. Forms.Of(item), $"'{name}'"],
        About = ("Name", $"'{name}'"),
        Rows = [new() { ["Name"] = name }],
        Refusals = [new($"{command} nobody", "NotFound", "nobody")],
    };

    private static Scenario Removing(string command, string item, string used, Call force) => new(command, new Call($"{command} spare", "spare"), force)
    {
        Effect = Effect.Vault,
        ByValue = ["Name"],
        ByName = ["Name"],
        Sources = [.. Forms.Of(item), "'spare'"],
        Rows = [new() { ["Name"] = "spare" }],
        Refusals = [new($"{command} nobody", "NotFound", "nobody"), new($"{command} {used}", "InUse", used)],
    };

    private static string[] OfCredential(string item) =>
        [.. Forms.Of(item), $"{item}.Id", $"{item}.Username", $"[pscustomobject]@{{ Username = {item}.Username; Project = {item}.Project }}"];

    private static Scenario Access(string command, string arguments, params Call[] calls) => new(command, calls)
    {
        Effect = Effect.Vault,
        ByValue = ["Access", "Identity"],
        ByName = ["Identity", "Project", "ApiProxy", "ApiProxyGroup", "Access"],
        Arguments = arguments,
        Rows = [new() { ["Identity"] = "pay-person", ["Project"] = "payments", ["ApiProxy"] = "stock,prices", ["ApiProxyGroup"] = "partners", ["Access"] = Group }],
    };
}
