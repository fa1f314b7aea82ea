using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>What became of a deployment, environment by environment.</summary>
internal sealed record DeploymentResultWire : IWire<DeploymentResultWire>
{
    /// <summary>Whether it succeeded in every environment; true where there is none.</summary>
    public bool Success { get; init; }

    /// <summary>The result in a sentence.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The result of each environment.</summary>
    public IReadOnlyList<EnvironmentResultWire> Environments { get; init; } = [];

    /// <inheritdoc/>
    public static JsonTypeInfo<DeploymentResultWire> Json => ServiceJson.Default.DeploymentResultWire;

    /// <summary>Writes a result.</summary>
    public static DeploymentResultWire? Of(DeploymentResult? result) => result is null ? null : new()
    {
        Success = result.Success,
        Message = result.Message,
        Environments = [.. result.EnvironmentResults.Select(one => new EnvironmentResultWire(one.EnvironmentName, one.Success, one.Message))],
    };

    /// <summary>Reads the result.</summary>
    public DeploymentResult ToResult() => new()
    {
        Success = Success,
        Message = Message,
        EnvironmentResults = [.. Environments.Select(one => new EnvironmentResult(one.Environment, one.Success, one.Message))],
    };
}

/// <summary>What became of a deployment in one environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Success">Whether it is there.</param>
/// <param name="Message">The result in words: why not, where it is not.</param>
internal sealed record EnvironmentResultWire(string Environment, bool Success, string Message);

/// <summary>A place where the credentials of a project are deployed.</summary>
internal sealed record EnvironmentWire : IWire<EnvironmentWire>
{
    /// <summary>The identifier.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The name, unique in the project without regard to case.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>What it is.</summary>
    public CredentialEnvironmentKind Kind { get; init; }

    /// <summary>The password file, or the webhook's address.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>The program that is run after the password file was written, and its arguments.</summary>
    public IReadOnlyList<string>? ReloadCommand { get; init; }

    /// <summary>Whether all changes have reached it.</summary>
    public DeploymentState State { get; init; }

    /// <summary>When a deployment last succeeded.</summary>
    public DateTimeOffset? LastDeployedAt { get; init; }

    /// <summary>How many changes are still to be delivered.</summary>
    public long PendingCount { get; init; }

    /// <summary>Why the last try failed, where it did.</summary>
    public string? LastError { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<EnvironmentWire> Json => ServiceJson.Default.EnvironmentWire;

    /// <summary>Writes an environment.</summary>
    public static EnvironmentWire Of(CredentialEnvironment environment) => new()
    {
        Id = environment.Id,
        Name = environment.Name,
        Project = environment.Project,
        Kind = environment.Kind,
        Target = environment.Target,
        ReloadCommand = OrNone(environment.ReloadCommand),
        State = environment.State,
        LastDeployedAt = environment.LastDeployedAt,
        PendingCount = environment.PendingCount,
        LastError = environment.LastError,
        CreatedAt = environment.CreatedAt,
    };

    /// <summary>The environment as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialEnvironment ToEnvironment(string authority) => new()
    {
        Id = Id,
        Name = Name,
        Project = Project,
        Kind = Kind,
        Target = Target,
        ReloadCommand = ReloadCommand ?? [],
        LastDeployedAt = LastDeployedAt,
        PendingCount = PendingCount,
        LastError = LastError,
        CreatedAt = CreatedAt,
        Authority = authority,
    };
}

/// <summary>A webhook that is asked for. Password files are made on the service's machine alone.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EnvironmentCreation : IWire<EnvironmentCreation>
{
    /// <summary>The name: 1 to 255 characters, unique in the project without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, a webhook where it is left out; a service makes no others.</summary>
    public CredentialEnvironmentKind? Kind { get; init; }

    /// <summary>The webhook's address.</summary>
    public required string Target { get; init; }

    /// <summary>The program that is run after a password file was written; a service runs none on request.</summary>
    public IReadOnlyList<string>? ReloadCommand { get; init; }

    /// <summary>The key that its messages are signed by (HMAC-SHA-256), 16 to 1024 characters.</summary>
    public string? SigningKey { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<EnvironmentCreation> Json => ServiceJson.Default.EnvironmentCreation;

    /// <summary>Writes a request.</summary>
    public static EnvironmentCreation Of(CredentialEnvironmentRequest request) => new()
    {
        Name = request.Name,
        Kind = request.Kind,
        Target = request.Target,
        ReloadCommand = OrNone(request.ReloadCommand),
        SigningKey = request.SigningKey?.Reveal(),
    };

    /// <summary>Reads the request.</summary>
    /// <param name="project">The project.</param>
    public CredentialEnvironmentRequest ToRequest(string project) => new()
    {
        Project = project,
        Name = Name ?? string.Empty,
        Kind = Known(Kind ?? CredentialEnvironmentKind.Webhook, "kind"),
        Target = Target ?? string.Empty,
        ReloadCommand = Items(ReloadCommand, "reloadCommand"),
        SigningKey = SigningKey is null ? null : new SecretText(SigningKey),
    };

    /// <summary>Never shows the key.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(EnvironmentCreation);
}

/// <summary>What shall be deployed anew.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PublicationWire : IWire<PublicationWire>
{
    /// <summary>The names of the environments; all where it is left out.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<PublicationWire> Json => ServiceJson.Default.PublicationWire;

    /// <summary>Reads the names.</summary>
    public IReadOnlyList<string> ToNames() => Items(Environments, "environments");
}

/// <summary>A change that still has to reach an environment.</summary>
internal sealed record PendingDeploymentWire : IWire<PendingDeploymentWire>
{
    /// <summary>Its place in the order of all changes.</summary>
    public long Sequence { get; init; }

    /// <summary>The key by which a receiver knows a change that it was sent twice.</summary>
    public string IdempotencyKey { get; init; } = string.Empty;

    /// <summary>The project.</summary>
    public string Project { get; init; } = string.Empty;

    /// <summary>The environment.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>The credential that was changed; left out where the whole project is deployed.</summary>
    public string? Username { get; init; }

    /// <summary>What was done to it.</summary>
    public DeploymentAction Action { get; init; }

    /// <summary>Whether it failed, or was not tried yet.</summary>
    public DeploymentState State { get; init; }

    /// <summary>How often it was tried in vain.</summary>
    public int AttemptCount { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; init; }

    /// <summary>When it is tried again at the earliest.</summary>
    public DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>When the change was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<PendingDeploymentWire> Json => ServiceJson.Default.PendingDeploymentWire;

    /// <summary>Writes a change.</summary>
    public static PendingDeploymentWire Of(CredentialDeployment deployment) => new()
    {
        Sequence = deployment.Sequence,
        IdempotencyKey = deployment.IdempotencyKey,
        Project = deployment.Project,
        Environment = deployment.Environment,
        Username = OrNone(deployment.Username),
        Action = deployment.Action,
        State = deployment.State,
        AttemptCount = deployment.AttemptCount,
        LastError = deployment.LastError,
        NextAttemptAt = deployment.NextAttemptAt,
        CreatedAt = deployment.CreatedAt,
    };

    /// <summary>The change as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialDeployment ToDeployment(string authority) => new()
    {
        Sequence = Sequence,
        IdempotencyKey = IdempotencyKey,
        Project = Project,
        Environment = Environment,
        Username = Username ?? string.Empty,
        Action = Action,
        AttemptCount = AttemptCount,
        LastError = LastError,
        NextAttemptAt = NextAttemptAt,
        CreatedAt = CreatedAt,
        Authority = authority,
    };
}
