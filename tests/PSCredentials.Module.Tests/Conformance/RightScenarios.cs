namespace PSCredentials.Module.Tests.Conformance;

/// <summary>The commands for the rights of users and groups.</summary>
internal static class RightScenarios
{
    private static readonly string[] s_byName = ["Principal", "Role", "Namespace", "Workspace", "Project", "ScopeType", "Scope", "Group"];

    private static readonly Dictionary<string, string>[] s_granted =
    [
        new() { ["Principal"] = "ada", ["Role"] = "Editor", ["Namespace"] = "payments", ["Workspace"] = "", ["Project"] = "", ["Group"] = "False" },
        new() { ["Principal"] = "ada", ["Role"] = "Viewer", ["Namespace"] = "", ["Workspace"] = "*", ["Project"] = "", ["Group"] = "" },
        new() { ["Principal"] = "devs", ["Role"] = "IdentityDeploy", ["Project"] = "payments", ["Group"] = "True" },
        new() { ["Principal"] = "ada", ["Role"] = "Owner", ["ScopeType"] = "Workspace", ["Scope"] = "payments", ["Group"] = "$false" },
    ];

    private static readonly Dictionary<string, string>[] s_revoked =
    [
        new() { ["Principal"] = "grace", ["Role"] = "Editor", ["Namespace"] = "payments", ["Workspace"] = "", ["Project"] = "", ["ScopeType"] = "", ["Scope"] = "" },
        new() { ["Principal"] = "grace", ["Role"] = "Editor", ["Namespace"] = "payments", ["Group"] = "True" },
    ];

    public static Scenario[] All { get; } =
    [
        Changing("Grant-CredentialRight", "ada", s_granted, new Call("Grant-CredentialRight ada -Role Owner", "ada"), new Call("Grant-CredentialRight devs -Group -Role Viewer -Project *", "devs (group)")) with
        {
            Sources = Forms.Of("[pscustomobject]@{ Principal = 'ada'; Role = 'Viewer'; ScopeType = 'Authority'; Scope = ''; IsGroup = 'False' }"),
            Refusals =
            [
                new("Grant-CredentialRight 'a*' -Role Viewer", "InvalidArgument", "a*"),
                new("Grant-CredentialRight ada -Role IdentityView", "InvalidArgument", "ada"),
                new("Grant-CredentialRight ada -Role Viewer -Namespace payments -Project shop", "InvalidArgument", "ada"),
                new("Grant-CredentialRight ada -Role Viewer -Namespace ''", "InvalidArgument", "ada"),
            ],
        },
        Changing("Revoke-CredentialRight", "grace", s_revoked, new Call("Revoke-CredentialRight grace -Role Editor -Namespace payments", "grace")) with
        {
            Sources = [.. Forms.Of("$right"), "[pscustomobject]@{ Principal = 'GRACE'; Role = 'editor'; Namespace = 'Payments'; Workspace = ''; Project = '' }"],
            Refusals =
            [
                new("Revoke-CredentialRight grace -Role Viewer -Namespace payments", "NotFound", "grace"),
                new("Revoke-CredentialRight nobody -Role Viewer", "NotFound", "nobody"),
                new("Revoke-CredentialRight 'g*' -Role Editor -Namespace payments", "InvalidArgument", "g*"),
            ],
        },
        new("Get-CredentialRight", "Get-CredentialRight grace")
        {
            ByValue = ["Principal"],
            ByName = ["Principal", "Namespace", "Workspace", "Project"],
            Sources = [.. Forms.Of("$right"), "'grace'"],
            About = ("Principal", "'grace'"),
            Rows = [new() { ["Principal"] = "grace", ["Namespace"] = "payments", ["Workspace"] = "", ["Project"] = "" }],
            Refusals =
            [
                new("Get-CredentialRight nobody", "NotFound", "nobody"),
                new("Get-CredentialRight -Workspace payments", "NotFound", "payments"),
                new("Get-CredentialRight grace -Role Owner", "NotFound", "grace"),
            ],
        },
    ];

    private static Scenario Changing(string command, string principal, Dictionary<string, string>[] rows, params Call[] calls) => new(command, calls)
    {
        Effect = Effect.Vault,
        ByValue = ["Principal"],
        ByName = s_byName,
        Bad = $"[pscustomobject]@{{ Principal = '{principal}'; Role = 'Viewer'; ScopeType = 'Namespace'; Scope = '?' }}",
        Rows = rows,
    };
}
