using System.Net;
using System.Text.Json.Serialization.Metadata;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.KubeSlice.Client;

/// <summary>The envelope of an answer. A class, since a record would show what is in it as text.</summary>
/// <typeparam name="T">What is in it.</typeparam>
internal sealed class Answer<T> : IWire<Answer<T>>
    where T : class
{
    /// <inheritdoc/>
    public static JsonTypeInfo<Answer<T>> Json => (JsonTypeInfo<Answer<T>>)KubeSliceClientJson.Default.GetTypeInfo(typeof(Answer<T>))!;

    /// <summary>What was asked for.</summary>
    public T? Data { get; init; }
}

/// <summary>Sends requests of the contract and takes what they ask for out of its envelope.</summary>
internal static class Asking
{
    /// <summary>Sends a request.</summary>
    /// <returns>The answer, a success.</returns>
    /// <exception cref="CredentialException">The authority refuses, be it by the status of HTTP or by that of its envelope.</exception>
    public static async Task<RemoteAnswer> AskAsync(this RemoteChannel channel, RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await channel.TryAskAsync(request, cancellation);
        return answer.IsSuccess ? answer : throw channel.Error(answer);
    }

    /// <summary>Sends a request whose refusal may be as good as a success.</summary>
    /// <returns>The answer, with the status of its envelope where that says that it is none.</returns>
    public static async Task<RemoteAnswer> TryAskAsync(this RemoteChannel channel, RemoteRequest request, CancellationToken cancellation)
    {
        RemoteAnswer answer = await channel.TrySendAsync(request, cancellation);
        return answer.IsSuccess && answer.TryRead<Refusal>() is { StatusCode: { } status and (< 200 or >= 300) } ? answer with { Status = (HttpStatusCode)status } : answer;
    }

    /// <summary>What a good answer holds in its envelope; null where that is empty.</summary>
    public static T? Unpack<T>(this RemoteAnswer answer)
        where T : class => answer.Read<Answer<T>>().Data;
}
