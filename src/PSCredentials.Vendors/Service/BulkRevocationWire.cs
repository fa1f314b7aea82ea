using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>Many credentials to be revoked.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BulkRevocationWire : IWire<BulkRevocationWire>
{
    /// <summary>How many one request can name.</summary>
    public const int Most = 1000;

    /// <summary>Which, 1 to 1000, revoked in this order.</summary>
    public required IReadOnlyList<CredentialReferenceWire> Credentials { get; init; }

    /// <summary>The reason; <c>Unspecified</c> where it is left out.</summary>
    public RevocationReason? Reason { get; init; }

    /// <summary>Whether nothing that comes later than the first one refused is touched.</summary>
    public bool? StopAtRefusal { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<BulkRevocationWire> Json => ServiceJson.Default.BulkRevocationWire;

    /// <summary>Reads the reason.</summary>
    public RevocationReason ToReason() => Known(Reason ?? RevocationReason.Unspecified, "reason");

    /// <summary>Reads which ones.</summary>
    public IReadOnlyList<CredentialReference> ToReferences() => Items(Credentials, "credentials") is { Count: > 0 and <= Most } references
        ? [.. references.Select(reference => reference.ToReference())]
        : throw CredentialException.Invalid("credentials", $"has {Credentials?.Count ?? 0} values; 1 to {Most} are allowed.");
}

/// <summary>One credential: by its id, or by its name with or without the namespace.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CredentialReferenceWire
{
    /// <summary>The id.</summary>
    public string? Id { get; init; }

    /// <summary>The name, in place of <c>id</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace, where the name is in several.</summary>
    public string? Namespace { get; init; }

    /// <summary>When the credential was last changed: it is refused where it was since then.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Writes a reference.</summary>
    public static CredentialReferenceWire Of(CredentialReference reference) =>
        new() { Id = reference.Id, Name = reference.Id is null ? reference.Name ?? string.Empty : null, Namespace = reference.Id is null ? reference.Scope : null, ModifiedAt = reference.ModifiedAt };

    /// <summary>Reads the reference.</summary>
    public CredentialReference ToReference() => (Id, Name) switch
    {
        ({ } id, null) when Namespace is null => CredentialReference.ById(id) with { ModifiedAt = ModifiedAt },
        (null, { } name) => CredentialReference.ByName(name, Namespace) with { ModifiedAt = ModifiedAt },
        _ => throw CredentialException.Invalid("credentials", "has to name each by id, or by name with or without namespace."),
    };
}

/// <summary>What came of many revocations, in their order; it ends with the first refusal where that was asked for.</summary>
internal sealed record RevocationOutcomesWire : IWire<RevocationOutcomesWire>
{
    /// <summary>What came of each.</summary>
    public IReadOnlyList<RevocationOutcomeWire> Outcomes { get; init; } = [];

    /// <inheritdoc/>
    public static JsonTypeInfo<RevocationOutcomesWire> Json => ServiceJson.Default.RevocationOutcomesWire;
}

/// <summary>What came of one revocation: the credential as it now is, or why it was refused.</summary>
internal sealed record RevocationOutcomeWire
{
    /// <summary>The credential, revoked.</summary>
    public ApiCredentialWire? Credential { get; init; }

    /// <summary>Why it was refused.</summary>
    public ProblemWire? Refusal { get; init; }

    /// <summary>Writes an outcome.</summary>
    public static RevocationOutcomeWire Of(RevocationOutcome outcome) => new()
    {
        Credential = outcome.Credential is { } credential ? new ApiCredentialWire(credential) : null,
        Refusal = outcome.Refusal is { } refusal ? ProblemWire.Of(refusal) : null,
    };
}
