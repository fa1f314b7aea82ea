using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The values that records of a family have in a property.</summary>
internal static class ServiceValues
{
    // As many as the service answers at once.
    private const int Most = 100_000;

    /// <summary>Lists them.</summary>
    public static Task<IReadOnlyList<PropertyValue>> ListAsync<T>(ServiceConnection connection, string path, T property, PropertyValueQuery query, CancellationToken cancellation)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(query);
        connection.EnsureWhole(query.VisibleIn);
        if (!Enum.IsDefined(property))
        {
            throw CredentialException.Invalid("Property", $"is not a property; allowed are {string.Join(", ", Enum.GetNames<T>())}.");
        }

        if (query.First <= 0)
        {
            return Task.FromResult<IReadOnlyList<PropertyValue>>([]);
        }

        ServiceQuery wanted = new ServiceQuery()
            .With("pattern", query.Pattern)
            .With("labelName", query.Label.Length == 0 ? null : query.Label)
            .With("limit", Math.Min(query.First ?? Most, Most));
        return connection.AllAsync<PropertyValueWire, PropertyValue>(RemoteRequest.Get($"{path}/values/{property}{wanted}"), value => value.ToValue(), cancellation);
    }
}
