using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>What went wrong: the members of problem details (RFC 9457) that the service's own API answers with.</summary>
internal sealed record ProblemWire : IWire<ProblemWire>
{
    /// <summary>What went wrong, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>The id of the error, as the project's one table of errors has it.</summary>
    public string? ErrorId { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<ProblemWire> Json => ServiceJson.Default.ProblemWire;

    /// <summary>Writes an error.</summary>
    public static ProblemWire Of(CredentialException error) => new() { Detail = error.Message, ErrorId = error.ErrorId };

    /// <summary>The error of the id; null where this version has none of it.</summary>
    public CredentialErrorDefinition? Definition => CredentialErrors.All.FirstOrDefault(definition => definition.Id == ErrorId);
}
