using System.Text.Json.Serialization.Metadata;
using static PSCredentials.Vendors.Service.WireValues;

namespace PSCredentials.Vendors.Service;

/// <summary>An entry of the audit trail: who did what, when, on what, and how it came out.</summary>
internal sealed record EventWire : IWire<EventWire>
{
    /// <summary>Its place in the trail; it grows by one.</summary>
    public long Sequence { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Who.</summary>
    public string Actor { get; init; } = string.Empty;

    /// <summary>What.</summary>
    public CredentialAction Action { get; init; }

    /// <summary>How it came out: <c>Success</c>, or the id of the error with which it was refused.</summary>
    public string Outcome { get; init; } = string.Empty;

    /// <summary>What kind of thing it was done to.</summary>
    public CredentialSubject SubjectType { get; init; }

    /// <summary>The thing's id.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The thing's name.</summary>
    public string? SubjectName { get; init; }

    /// <summary>The namespace, workspace or project the thing belongs to.</summary>
    public string? Scope { get; init; }

    /// <summary>What else there is to say.</summary>
    public string? Detail { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<EventWire> Json => ServiceJson.Default.EventWire;

    /// <summary>Writes an event.</summary>
    public static EventWire Of(CredentialEvent entry) => new()
    {
        Sequence = entry.Sequence,
        Time = entry.Time,
        Actor = entry.Actor,
        Action = entry.Action,
        Outcome = entry.Outcome,
        SubjectType = entry.SubjectType,
        SubjectId = OrNone(entry.SubjectId),
        SubjectName = OrNone(entry.SubjectName),
        Scope = OrNone(entry.Scope),
        Detail = OrNone(entry.Detail),
    };

    /// <summary>The event as a client has it.</summary>
    /// <param name="authority">What the client calls the authority.</param>
    public CredentialEvent ToEvent(string authority) => new()
    {
        Sequence = Sequence,
        Time = Time,
        Actor = Actor,
        Action = Action,
        Outcome = Outcome,
        SubjectType = SubjectType,
        SubjectId = SubjectId ?? string.Empty,
        SubjectName = SubjectName ?? string.Empty,
        Scope = Scope ?? string.Empty,
        Detail = Detail ?? string.Empty,
        Authority = authority,
    };
}
