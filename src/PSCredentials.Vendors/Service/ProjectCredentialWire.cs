using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>A project's credential. The password is there only where it was made by the request that this answers.</summary>
internal sealed record ProjectCredentialWire : IWire<ProjectCredentialWire>
{
    /// <summary>The identifier, which never changes.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Who presents it, unique over all projects without regard to case.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>The project it belongs to.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>Whether it can be used at this moment.</summary>
    public CredentialState State { get; init; }

    /// <summary>The e-mail address of its holder.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>The full name of its holder.</summary>
    public string FullName { get; init; } = string.Empty;

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The names of its roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The addresses and CIDR ranges it may be used from; left out where it may be from anywhere.</summary>
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its facts last changed.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When its password was last set.</summary>
    public DateTimeOffset PasswordChangedAt { get; init; }

    /// <summary>When it stops working; left out for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was switched off, if it is.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when the password before the last change works on, if it still does.</summary>
    public DateTimeOffset? GracePeriodEndsAt { get; init; }

    /// <summary>Until when every password is refused, after too many wrong ones in a row.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>When it was last presented and accepted.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address it was last used from.</summary>
    public string? LastUsedAddress { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The password, where the request that this answers had one made.</summary>
    public string? GeneratedPassword { get; init; }

    /// <summary>What became of the deployment of the change that this answers.</summary>
    public DeploymentResultWire? Deployment { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ProjectCredentialWire> Json => ServiceJson.Default.ProjectCredentialWire;

    /// <summary>The facts of a credential.</summary>
    public static ProjectCredentialWire Of(ProjectCredential credential) => new()
    {
        Id = credential.Id,
        Username = credential.Username,
        Project = credential.Project,
        State = credential.State,
        Email = credential.Email,
        FullName = credential.FullName,
        Description = OrNone(credential.Description),
        Roles = OrNone(credential.Role),
        IpAddresses = OrNone(credential.IPAddress),
        CreatedAt = credential.CreatedAt,
        ModifiedAt = credential.ModifiedAt,
        PasswordChangedAt = credential.PasswordChangedAt,
        ExpiresAt = credential.ExpiresAt,
        DisabledAt = credential.DisabledAt,
        GracePeriodEndsAt = credential.GracePeriodEndsAt,
        ThrottledUntil = credential.ThrottledUntil,
        LastUsedAt = credential.LastUsedAt,
        LastUsedAddress = credential.LastUsedAddress,
        Labels = OrNone(credential.Label),
        GeneratedPassword = (credential as IssuedProjectCredential)?.GetPassword(),
        Deployment = DeploymentResultWire.Of(credential.DeploymentResult),
    };

    /// <summary>The credential as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    /// <returns>The facts, with the password where there is one.</returns>
    public ProjectCredential ToCredential(string authority)
    {
        var facts = new ProjectCredential
        {
            Id = Id,
            Username = Username,
            Project = Project,
            State = State,
            Email = Email,
            FullName = FullName,
            Description = Description ?? string.Empty,
            Role = Roles ?? [],
            IPAddress = IpAddresses ?? [],
            CreatedAt = CreatedAt,
            ModifiedAt = ModifiedAt,
            PasswordChangedAt = PasswordChangedAt,
            ExpiresAt = ExpiresAt,
            DisabledAt = DisabledAt,
            GracePeriodEndsAt = GracePeriodEndsAt,
            ThrottledUntil = ThrottledUntil,
            LastUsedAt = LastUsedAt,
            LastUsedAddress = LastUsedAddress,
            Label = Labels ?? new Dictionary<string, string>(),
            DeploymentResult = Deployment?.ToResult(),
            Authority = authority,
        };
        return GeneratedPassword is null ? facts : new IssuedProjectCredential(facts, new SecretText(GeneratedPassword));
    }

    /// <summary>Never shows the password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ProjectCredentialWire);
}
