using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors;

/// <summary>A type that travels as JSON in the form of its own contract.</summary>
/// <typeparam name="TSelf">The type.</typeparam>
internal interface IWire<TSelf>
{
    /// <summary>How it is read and written.</summary>
    static abstract JsonTypeInfo<TSelf> Json { get; }
}
