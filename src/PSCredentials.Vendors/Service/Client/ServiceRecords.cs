using System.Globalization;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The records of a family, as requests name them.</summary>
/// <param name="connection">The service.</param>
/// <param name="path">The family's path.</param>
/// <param name="noun">What one is called.</param>
/// <param name="nameField">The parameter of a record's name.</param>
/// <param name="scopeField">The parameter of its namespace, workspace or project.</param>
internal sealed class ServiceRecords<TWire>(ServiceConnection connection, string path, string noun, string nameField, string scopeField)
    where TWire : class, IWire<TWire>
{
    private const int LongestId = 64;

    /// <summary>The family's path.</summary>
    public string Path => path;

    /// <summary>The path of a record, or of what is done with it.</summary>
    public string PathOf(string id, string? action = null) => action is null ? $"{path}/{id}" : $"{path}/{id}/{action}";

    /// <summary>Reads the record that a reference means.</summary>
    /// <returns>The answer, a success.</returns>
    public Task<RemoteAnswer> ReadAsync(CredentialReference reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        connection.EnsureWhole(reference.VisibleIn);
        string target = reference.Id is { } id
            ? PathOf(KnownForm(id))
            : $"{path}/named{new ServiceQuery().With(nameField, reference.Name ?? string.Empty).With(scopeField, reference.Scope)}";
        return connection.Channel.SendAsync(RemoteRequest.Get(target), cancellation);
    }

    /// <summary>The id of what a reference means; asked for only where it is named otherwise.</summary>
    public async Task<string> FindAsync(CredentialReference reference, Func<RemoteAnswer, string> idOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        connection.EnsureWhole(reference.VisibleIn);
        return reference.Id is { } id ? KnownForm(id) : idOf(await ReadAsync(reference, cancellation));
    }

    /// <summary>
    /// A request that changes a record. It can be repeated unless it is only for the record as it was at one moment: a first attempt that was done would have the second refused.
    /// </summary>
    public static RemoteRequest If(CredentialReference reference, RemoteRequest request) => reference.ModifiedAt is { } modifiedAt
        ? request.With("If-Match", Tag(modifiedAt)) with { IsRepeatable = request.Method == HttpMethod.Delete }
        : request with { IsRepeatable = true };

    /// <summary>The same for a request that the service answers once, whatever how often it comes.</summary>
    public static RemoteRequest Once(CredentialReference reference, IdempotentRequest? key, RemoteRequest request) =>
        Once(key, reference.ModifiedAt is { } modifiedAt ? request.With("If-Match", Tag(modifiedAt)) : request);

    /// <summary>A request that the service answers once, whatever how often it comes.</summary>
    public static RemoteRequest Once(IdempotentRequest? key, RemoteRequest request) =>
        request.With("Idempotency-Key", key?.Key.Reveal() ?? Guid.NewGuid().ToString("N")) with { IsRepeatable = true };

    // The service's entity tags say when the record was changed; of the state behind the dash a condition says nothing.
    private static string Tag(DateTimeOffset modifiedAt) => string.Create(CultureInfo.InvariantCulture, $"\"{modifiedAt.ToUnixTimeMilliseconds():x}-0\"");

    // What is no id stands for no record, and might be another path.
    private string KnownForm(string id) =>
        id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiHexDigit(c) || c == '-') ? id : throw new CredentialException(CredentialErrors.NotFound, $"There is no {noun} '{id}'.");
}
