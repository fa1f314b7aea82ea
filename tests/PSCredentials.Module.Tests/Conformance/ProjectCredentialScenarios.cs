namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The commands for project credentials.</summary>
internal static class ProjectCredentialScenarios
{
    private const string PayTarget = "payments/pay-person";
    private const string New = "-Email new@example.com -FullName 'New Person'";

    public static Scenario[] All { get; } =
    [
        Existing("Enable-ProjectCredential", string.Empty, new Call("Enable-ProjectCredential off-person", "payments/off-person")) with
        {
            Sources = OfCredential("$offperson"),
            Rows = [new() { ["Identity"] = "off-person", ["Project"] = "payments" }],
        },
        Existing("Disable-ProjectCredential", string.Empty, new Call("Disable-ProjectCredential pay-person", PayTarget)),
        Existing("Remove-ProjectCredential", string.Empty, new Call("Remove-ProjectCredential pay-person", PayTarget)),
        Existing("Restore-ProjectCredential", string.Empty, new Call("Restore-ProjectCredential gone-person", "payments/gone-person")) with
        {
            Sources = OfCredential("$goneperson"),
            Rows = [new() { ["Identity"] = "gone-person", ["Project"] = "payments" }],
        },
        Existing(
            "Set-ProjectCredential",
            "-Description changed",
            new Call("Set-ProjectCredential pay-person -Description changed", PayTarget),
            new Call("Set-ProjectCredential pay-person -GeneratePassword", PayTarget)),
        new("New-ProjectCredential", new Call($"New-ProjectCredential new-person payments -Password $password {New}", "payments/new-person"), new Call($"New-ProjectCredential new-person payments -GeneratePassword {New}", "payments/new-person"))
        {
            Effect = Effect.Vault,
            ByName = ["Username", "Project", "Email", "FullName", "Password", "Credential", "Description", "Role", "IPAddress", "ExpireDate", "Enabled", "Label"],
            Rows =
            [
                new()
                {
                    ["Username"] = "row-person", ["Project"] = "payments", ["Email"] = "row@example.com", ["FullName"] = "Row Person", ["Description"] = "from a row",
                    ["Password"] = SampleVault.Password, ["Role"] = "reader", ["IPAddress"] = "10.0.0.1,10.1.0.0/16", ["ExpireDate"] = Scenarios.InTwentyDays, ["Enabled"] = "true",
                    ["Label"] = "stage=prod;team=pay",
                },
                new() { ["Credential"] = "$account", ["Project"] = "payments", ["Email"] = "row@example.com", ["FullName"] = "Row Person" },
            ],
            Sources = Forms.Of($"[pscustomobject]@{{ Username = 'row-person'; Project = 'payments'; Email = 'row@example.com'; FullName = 'Row Person'; Password = '{SampleVault.Password}'; Label = 'a=b' }}"),
            Bad = $"[pscustomobject]@{{ Username = 'pay-person'; Project = 'payments'; Email = 'row@example.com'; FullName = 'Row Person'; Password = '{SampleVault.Password}' }}",
            Refusals =
            [
                new($"New-ProjectCredential pay-person payments -GeneratePassword {New}", "AlreadyExists", "pay-person"),
                new($"New-ProjectCredential new-person payments {New}", "InvalidArgument", "new-person"),
                new($"New-ProjectCredential new-person nowhere -GeneratePassword {New}", "NotFound", "new-person"),
            ],
        },
        new("Get-ProjectCredential", "Get-ProjectCredential pay-person", "Get-ProjectCredential gone-person -Removed")
        {
            ByValue = ["Username"],
            ByName = ["Username", "Id", "Project"],
            Sources = Forms.Of("$person"),
            About = ("Id", "$person.Id"),
            Rows = [new() { ["Username"] = "pay-person", ["Project"] = "payments", ["Id"] = "$person.Id" }],
            Refusals = [new("Get-ProjectCredential nobody", "NotFound", "nobody"), new("Get-ProjectCredential -Id 0", "NotFound", "0")],
        },
        new("Test-ProjectCredential", "Test-ProjectCredential pay-person $issuedperson.Password", "Test-ProjectCredential pay-person $issuedperson.Password -Detailed")
        {
            ByValue = ["Credential"],
            ByName = ["Username", "Password"],
            Sources = ["[pscredential]::new('pay-person', $issuedperson.Password)", "[pscustomobject]@{ Username = 'pay-person'; Password = $issuedperson.GetPassword() }", "$issuedperson"],
            Bad = "[pscustomobject]@{ Username = 'x'; Password = 'x'; Authority = 'nobody' }",
            Refusals = [new("Test-ProjectCredential pay-person $issuedperson.Password -Authority nowhere", "AuthorityNotConnected", "pay-person")],
        },
    ];

    private static string[] OfCredential(string item) =>
        [.. Forms.Of(item), $"{item}.Id", $"{item}.Username", $"[pscustomobject]@{{ Username = {item}.Username; Project = {item}.Project }}", $"[pscustomobject]@{{ Id = {item}.Id }}"];

    private static Scenario Existing(string command, string arguments, params Call[] calls) => new(command, calls)
    {
        Effect = Effect.Vault,
        ByValue = ["Identity"],
        ByName = ["Identity", "Project"],
        Arguments = arguments,
        Sources = OfCredential("$person"),
        Rows = [new() { ["Identity"] = "pay-person", ["Project"] = "payments" }],
        Refusals = [new($"{command} nobody {arguments}", "NotFound", "nobody"), new($"{command} pay-person -Project billing {arguments}", "NotFound", "pay-person")],
    };
}
