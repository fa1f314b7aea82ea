using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.Apinizer;

/// <summary>A credential as the stand-in keeps it.</summary>
internal sealed record ApinizerRecord(string Project, string Username)
{
    public string Email { get; init; } = string.Empty;

    public string FullName { get; init; } = string.Empty;

    public string? Description { get; init; }

    public string Password { get; init; } = string.Empty;

    public IReadOnlyList<string> Roles { get; init; } = [];

    public bool Enabled { get; init; } = true;

    public IReadOnlyList<string> Addresses { get; init; } = [];

    public string? ExpireDate { get; init; }

    /// <summary>What it was granted: name and type.</summary>
    public IReadOnlyList<(string Name, string Type)> Access { get; init; } = [];

    public JsonObject ToJson() => new()
    {
        ["email"] = Email, ["fullName"] = FullName, ["description"] = Description, ["username"] = Username, ["password"] = null,
        ["roleNameList"] = new JsonArray([.. Roles.Select(role => (JsonNode)role)]), ["enabled"] = Enabled,
        ["ipList"] = new JsonArray([.. Addresses.Select(address => (JsonNode)address)]), ["expireDate"] = ExpireDate,
    };
}
