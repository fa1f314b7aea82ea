using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.Service;

/// <summary>Some of what a list holds; the <c>Link</c> header says where the rest is.</summary>
/// <typeparam name="T">What it lists.</typeparam>
internal sealed record Page<T> : IWire<Page<T>>
{
    /// <summary>The items, in the list's order.</summary>
    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>How many there are on all pages, where the request asked for it.</summary>
    public long? Total { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<Page<T>> Json => (JsonTypeInfo<Page<T>>)ServiceJson.Default.GetTypeInfo(typeof(Page<T>))!;
}

/// <summary>A value that credentials have in a property.</summary>
internal sealed record PropertyValueWire : IWire<PropertyValueWire>
{
    /// <summary>The value.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>How many credentials have it.</summary>
    public long Count { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<PropertyValueWire> Json => ServiceJson.Default.PropertyValueWire;

    /// <summary>Writes a value.</summary>
    public static PropertyValueWire Of(PropertyValue value) => new() { Value = value.Value, Count = value.Count };

    /// <summary>Reads the value.</summary>
    public PropertyValue ToValue() => new(Value, Count);
}
