namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The commands for API keys.</summary>
internal static class ApiKeyScenarios
{
    private const string Pay = "pay-key -Workspace payments";
    private const string PayTarget = "payments/pay-key (Editor)";

    public static Scenario[] All { get; } =
    [
        Existing("Enable-ApiKey", string.Empty, new Call("Enable-ApiKey off-key -Workspace payments", "payments/off-key (Editor)")) with
        {
            Sources = Forms.OfCredential("$offkey", "Workspace"),
            Rows = [new() { ["Identity"] = "off-key", ["Workspace"] = "payments" }],
        },
        Existing("Disable-ApiKey", string.Empty, new Call($"Disable-ApiKey {Pay}", PayTarget)),
        Existing("Remove-ApiKey", string.Empty, new Call($"Remove-ApiKey {Pay}", PayTarget)),
        Existing("Restore-ApiKey", string.Empty, new Call("Restore-ApiKey gone-key -Workspace payments", "payments/gone-key (Editor)")) with
        {
            Sources = Forms.OfCredential("$gonekey", "Workspace"),
            Rows = [new() { ["Identity"] = "gone-key", ["Workspace"] = "payments" }],
            Refusals = [new("Restore-ApiKey pay-key -Workspace payments", "NotFound", "pay-key"), new("Restore-ApiKey gone-key", "AmbiguousName", "gone-key")],
        },
        Existing(
            "Update-ApiKey",
            "-ExpirationDays 3 -Force",
            new Call($"Update-ApiKey {Pay} -ExpirationDays 3 -Force", PayTarget) { Set = "Renew" },
            new Call($"Update-ApiKey {Pay} -Rotate -Force", PayTarget) { Set = "Rotate" }),
        new("New-ApiKey", new Call("New-ApiKey new-key Editor -Workspace payments", "payments/new-key (Editor)"))
        {
            Effect = Effect.Vault,
            ByName = ["Name", "Role", "Workspace", "UserName", "Description", "ValidUntil", "TokenLifetime", "IPAddress", "Label"],
            Rows =
            [
                new()
                {
                    ["Name"] = "row-key", ["Role"] = "Editor", ["Workspace"] = "payments", ["UserName"] = "ada", ["Description"] = "from a row",
                    ["ValidUntil"] = Scenarios.InTwentyDays[..10], ["TokenLifetime"] = "600", ["IPAddress"] = "10.0.0.1,10.1.0.0/16", ["Label"] = "stage=prod;team=pay",
                },
            ],
            Sources = Forms.Of("[pscustomobject]@{ Name = 'row-key'; Role = 'Editor'; Workspace = 'payments'; Label = 'a=b'; TokenLifetime = '600' }"),
            Bad = "[pscustomobject]@{ Name = 'pay-key'; Role = 'Editor'; Workspace = 'payments' }",
            Refusals = [new("New-ApiKey pay-key Editor -Workspace payments", "AlreadyExists", "pay-key"), new("New-ApiKey too-long Owner -ValidUntil 2020-01-01", "LifetimeNotAllowed", "too-long")],
        },
        new("Get-ApiKey", "Get-ApiKey pay-key -Workspace payments", "Get-ApiKey pay-key -Workspace payments -IncludeSecret", "Get-ApiKey gone-key -Workspace payments -Removed")
        {
            ByValue = ["Name"],
            ByName = ["Name", "Id", "Workspace"],
            Sources = Forms.OfCredential("$key", "Workspace")[..4],
            About = ("Id", "$key.Id"),
            Rows = [new() { ["Name"] = "pay-key", ["Workspace"] = "payments", ["Id"] = "$key.Id" }],
            Refusals = [new("Get-ApiKey nobody", "NotFound", "nobody"), new("Get-ApiKey -Id 0", "NotFound", "0")],
        },
        new("Test-ApiKey", "Test-ApiKey $issuedkey", "Test-ApiKey $issuedkey -Detailed")
        {
            ByValue = ["Key"],
            ByName = ["Key"],
            Sources = ["$issuedkey", "$issuedkey.Key", "$issuedkey.GetKey()", "[pscustomobject]@{ Key = $issuedkey.GetKey() }"],
            Bad = "[pscustomobject]@{ Key = 'x'; Authority = 'nobody' }",
            Refusals = [new("Test-ApiKey $issuedkey -Authority nowhere", "AuthorityNotConnected", "nowhere")],
        },
    ];

    private static Scenario Existing(string command, string arguments, params Call[] calls) => new(command, calls)
    {
        Effect = Effect.Vault,
        ByValue = ["Identity"],
        ByName = ["Identity", "Workspace"],
        Arguments = arguments,
        Sources = Forms.OfCredential("$key", "Workspace"),
        Rows = [new() { ["Identity"] = "pay-key", ["Workspace"] = "payments" }],
        Refusals = [new($"{command} nobody {arguments}", "NotFound", "nobody"), new($"{command} pay-key {arguments}", "AmbiguousName", "pay-key")],
    };
}
