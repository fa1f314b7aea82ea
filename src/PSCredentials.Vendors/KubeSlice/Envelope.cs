using System.Text.Json.Serialization.Metadata;

namespace PSCredentials.Vendors.KubeSlice;

/// <summary>What every good answer comes in. Real clients unpack it by the names of its members: it has these and no other.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Status">The status in words.</param>
/// <param name="Message">"Success".</param>
/// <param name="Data">The answer.</param>
internal sealed record Envelope<T>(int StatusCode, string Status, string Message, T? Data) : IWire<Envelope<T>>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<Envelope<T>> Json => (JsonTypeInfo<Envelope<T>>)KubeSliceJson.Default.GetTypeInfo(typeof(Envelope<T>))!;

    /// <summary>Packs an answer.</summary>
    /// <param name="data">The answer; null where there is nothing to say.</param>
    /// <returns>The envelope.</returns>
    public static Envelope<T> Of(T? data) => new(200, "OK", "Success", data);
}

/// <summary>What every error comes in.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Status">The status in words.</param>
/// <param name="Message">What went wrong; clients compare it with the vendor's texts.</param>
/// <param name="Data">Always null.</param>
/// <param name="Error">What went wrong, with its key.</param>
internal sealed record ErrorEnvelope(int StatusCode, string Status, string Message, object? Data, ErrorDetail Error) : IWire<ErrorEnvelope>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<ErrorEnvelope> Json => KubeSliceJson.Default.ErrorEnvelope;
}

/// <summary>What went wrong.</summary>
/// <param name="ErrorKey">One of <see cref="ErrorKeys"/>.</param>
/// <param name="Message">The message of the envelope again.</param>
/// <param name="Data">Always null.</param>
internal sealed record ErrorDetail(string ErrorKey, string Message, object? Data);
