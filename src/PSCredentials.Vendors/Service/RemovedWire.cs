using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>A credential whose record was removed, and that can be restored for a time.</summary>
/// <typeparam name="T">The form of its family.</typeparam>
internal sealed record RemovedWire<T> : IWire<RemovedWire<T>>
    where T : class, IWire<T>
{
    /// <summary>The credential as it was removed; its state is the one it has once it is restored.</summary>
    public T? Credential { get; init; }

    /// <summary>When it was removed.</summary>
    public DateTimeOffset RemovedAt { get; init; }

    /// <summary>Who removed it.</summary>
    public string RemovedBy { get; init; } = string.Empty;

    /// <summary>Until when it can be restored.</summary>
    public DateTimeOffset RestorableUntil { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<RemovedWire<T>> Json => (JsonTypeInfo<RemovedWire<T>>)ServiceJson.Default.GetTypeInfo(typeof(RemovedWire<T>))!;

    /// <summary>Writes a removed credential.</summary>
    /// <param name="credential">The credential in the form of its family.</param>
    /// <param name="removal">Its removal.</param>
    public static RemovedWire<T> Of(T credential, IRemovedCredential removal) => new()
    {
        Credential = credential,
        RemovedAt = removal.RemovedAt,
        RemovedBy = removal.RemovedBy,
        RestorableUntil = removal.RestorableUntil,
    };

    /// <summary>The removal as a client has it.</summary>
    public RemovalFacts ToRemoval() => new(RemovedAt, RemovedBy, RestorableUntil);
}
