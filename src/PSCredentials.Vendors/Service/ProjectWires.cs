using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>A project.</summary>
internal sealed record ProjectWire : IWire<ProjectWire>
{
    /// <summary>The identifier.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>How many credentials it has.</summary>
    public long CredentialCount { get; init; }

    /// <summary>The names of its environments.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ProjectWire> Json => ServiceJson.Default.ProjectWire;

    /// <summary>Writes a project.</summary>
    public static ProjectWire Of(CredentialProject project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        Description = OrNone(project.Description),
        CredentialCount = project.CredentialCount,
        Environments = OrNone(project.Environment),
        CreatedAt = project.CreatedAt,
    };

    /// <summary>The project as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialProject ToProject(string authority) => new()
    {
        Id = Id,
        Name = Name,
        Description = Description ?? string.Empty,
        CredentialCount = CredentialCount,
        Environment = Environments ?? [],
        CreatedAt = CreatedAt,
        Authority = authority,
    };
}

/// <summary>A role that credentials of any project can have.</summary>
internal sealed record RoleWire : IWire<RoleWire>
{
    /// <summary>The name, unique without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>How many credentials have it.</summary>
    public long CredentialCount { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RoleWire> Json => ServiceJson.Default.RoleWire;

    /// <summary>Writes a role.</summary>
    public static RoleWire Of(CredentialRole role) =>
        new() { Name = role.Name, Description = OrNone(role.Description), CredentialCount = role.CredentialCount, CreatedAt = role.CreatedAt };

    /// <summary>The role as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialRole ToRole(string authority) =>
        new() { Name = Name, Description = Description ?? string.Empty, CredentialCount = CredentialCount, CreatedAt = CreatedAt, Authority = authority };
}

/// <summary>A project or role that is asked for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NamedCreation : IWire<NamedCreation>
{
    /// <summary>The name: 1 to 255 characters, unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<NamedCreation> Json => ServiceJson.Default.NamedCreation;
}
