using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Lists of the values that credentials have in a property.</summary>
internal static class PropertyValues
{
    private const int Longest = 100_000;
    private const int Usual = 1000;

    /// <summary>The property that a path names.</summary>
    /// <exception cref="CredentialException">There is none of this name.</exception>
    public static T Property<T>(string name)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse<T>(known)
            : throw new CredentialException(CredentialErrors.NotFound, $"There is no such property; there are {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>Which values a request wants.</summary>
    public static PropertyValueQuery Query(QueryValues query) => new()
    {
        Pattern = query.Text(QueryParameter.Pattern) ?? "*",
        Label = query.Text(QueryParameter.LabelName) ?? string.Empty,
        First = (int?)query.Number(QueryParameter.ValueLimit, 1, Longest) ?? Usual,
    };

    /// <summary>The answer.</summary>
    public static WireResult<Page<PropertyValueWire>> Page(IReadOnlyList<PropertyValue> values) =>
        new(new Page<PropertyValueWire> { Items = [.. values.Select(PropertyValueWire.Of)] });
}
