using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>A project's credential that is asked for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProjectCredentialCreation : IWire<ProjectCredentialCreation>
{
    /// <summary>The project.</summary>
    public required string Project { get; init; }

    /// <summary>Who presents it: 1 to 255 characters, no colon, unique over all projects without regard to case.</summary>
    public required string Username { get; init; }

    /// <summary>The password; one is made and answered where it is left out.</summary>
    public string? Password { get; init; }

    /// <summary>The e-mail address of its holder.</summary>
    public required string Email { get; init; }

    /// <summary>The full name of its holder.</summary>
    public required string FullName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The names of its roles, which have to exist.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>When it stops working; never where it is left out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it is switched on; true where it is left out.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ProjectCredentialCreation> Json => ServiceJson.Default.ProjectCredentialCreation;

    /// <summary>Writes a request.</summary>
    public static ProjectCredentialCreation Of(ProjectCredentialRequest request) => new()
    {
        Project = request.Project,
        Username = request.Username,
        Password = request.Password?.Reveal(),
        Email = request.Email,
        FullName = request.FullName,
        Description = OrNone(request.Description),
        Roles = OrNone(request.Role),
        IpAddresses = OrNone(request.IPAddress),
        ExpiresAt = request.ExpiresAt,
        Enabled = request.IsDisabled ? false : null,
        Labels = OrNone(request.Label),
    };

    /// <summary>Reads the request.</summary>
    /// <param name="idempotency">By what it can be sent again.</param>
    public ProjectCredentialRequest ToRequest(IdempotentRequest? idempotency = null) => new()
    {
        Project = Project ?? string.Empty,
        Username = Username ?? string.Empty,
        Password = Password is null ? null : new SecretText(Password),
        Email = Email ?? string.Empty,
        FullName = FullName ?? string.Empty,
        Description = Description ?? string.Empty,
        Role = Items(Roles, "roles"),
        IPAddress = Items(IpAddresses, "ipAddresses"),
        ExpiresAt = ExpiresAt,
        IsDisabled = Enabled == false,
        Label = WireValues.Labels(Labels),
        Idempotency = idempotency,
    };

    /// <summary>Never shows the password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ProjectCredentialCreation);
}

/// <summary>Changes to a project's credential. What is left out stays as it is; lists and labels take the place of the old ones.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProjectCredentialChangeWire : IWire<ProjectCredentialChangeWire>
{
    /// <summary>The new password.</summary>
    public string? Password { get; init; }

    /// <summary>Whether a new password is made and answered, in place of <c>password</c>.</summary>
    public bool? GeneratePassword { get; init; }

    /// <summary>How long the old password works on, as an ISO 8601 duration.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>The new e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The new full name.</summary>
    public string? FullName { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>The new roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The new addresses; empty means anywhere.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>The new expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it shall never expire, in place of <c>expiresAt</c>.</summary>
    public bool? NeverExpires { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The new labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ProjectCredentialChangeWire> Json => ServiceJson.Default.ProjectCredentialChangeWire;

    /// <summary>Writes a change.</summary>
    public static ProjectCredentialChangeWire Of(ProjectCredentialChange change) => new()
    {
        Password = change.Password?.Reveal(),
        GeneratePassword = change.GeneratePassword ? true : null,
        GracePeriod = change.GracePeriod == TimeSpan.Zero ? null : change.GracePeriod,
        Email = change.Email,
        FullName = change.FullName,
        Description = change.Description,
        Roles = change.Role,
        IpAddresses = change.IPAddress,
        ExpiresAt = change.ExpiresAt,
        NeverExpires = change.NeverExpires ? true : null,
        Enabled = change.IsEnabled,
        Labels = change.Label,
    };

    /// <summary>Reads the change.</summary>
    public ProjectCredentialChange ToChange() => new()
    {
        Password = Password is null ? null : new SecretText(Password),
        GeneratePassword = GeneratePassword == true,
        GracePeriod = GracePeriod ?? TimeSpan.Zero,
        Email = Email,
        FullName = FullName,
        Description = Description,
        Role = Roles is null ? null : Items(Roles, "roles"),
        IPAddress = IpAddresses is null ? null : Items(IpAddresses, "ipAddresses"),
        ExpiresAt = ExpiresAt,
        NeverExpires = NeverExpires == true,
        IsEnabled = Enabled,
        Label = Labels is null ? null : WireValues.Labels(Labels),
    };

    /// <summary>Never shows the password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ProjectCredentialChangeWire);
}

/// <summary>What a project's credential may use.</summary>
internal sealed record AccessWire : IWire<AccessWire>
{
    /// <summary>The name of the proxy or group.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Which of the two it is.</summary>
    public AccessTargetType Type { get; init; }

    /// <summary>The credential that has the right.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>The credential's project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>When it was granted.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    /// <summary>What became of the deployment of the grant that this answers.</summary>
    public DeploymentResultWire? Deployment { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<AccessWire> Json => ServiceJson.Default.AccessWire;

    /// <summary>Writes a grant.</summary>
    public static AccessWire Of(ProjectCredentialAccess access) => new()
    {
        Name = access.Name,
        Type = access.Type,
        Username = access.Username,
        Project = access.Project,
        GrantedAt = access.GrantedAt,
        Deployment = DeploymentResultWire.Of(access.DeploymentResult),
    };

    /// <summary>The grant as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public ProjectCredentialAccess ToAccess(string authority) => new()
    {
        Name = Name,
        Type = Type,
        Username = Username,
        Project = Project,
        GrantedAt = GrantedAt,
        DeploymentResult = Deployment?.ToResult(),
        Authority = authority,
    };
}

/// <summary>Access that shall be granted: all of it, or none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AccessGrantWire : IWire<AccessGrantWire>
{
    /// <summary>Proxies and groups.</summary>
    public required IReadOnlyList<ResourceWire> Targets { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<AccessGrantWire> Json => ServiceJson.Default.AccessGrantWire;

    /// <summary>Reads the targets.</summary>
    public IReadOnlyList<AccessTarget> ToTargets() =>
        [.. Items(Targets, "targets").Select(target => new AccessTarget(target.Name ?? string.Empty, Known(target.Type, "type")))];
}
