using System.Net.Http.Headers;
using System.Text.Json;

namespace PSCredentials.Vendors.Http;

/// <summary>A request as the contract of an authority has it, to be sent as often as it takes.</summary>
internal sealed record RemoteRequest
{
    private RemoteRequest(HttpMethod method, string path)
    {
        Method = method;
        Path = path;
    }

    /// <summary>The method.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path under the authority's address, escaped, with its query; without a slash in front.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether it can be sent again where nobody knows whether it was done. By default what the method promises (RFC 9110, 9.2.2). What is not repeatable is sent again
    /// only where it surely was not done: the connection was never made, or the answer is 429 or 503.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether what succeeds is answered with JSON, or with nothing.</summary>
    public bool IsJsonAnswered { get; init; } = true;

    /// <summary>Further headers, none of them secret.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether it goes without authentication.</summary>
    public bool IsAnonymous { get; init; }

    private Func<HttpContent>? Content { get; init; }

    /// <summary>A request without a body.</summary>
    public static RemoteRequest Of(HttpMethod method, string path) =>
        new(method, path) { IsRepeatable = method == HttpMethod.Get || method == HttpMethod.Put || method == HttpMethod.Delete };

    /// <summary>A request with a body of JSON.</summary>
    public static RemoteRequest Of<T>(HttpMethod method, string path, T body)
        where T : IWire<T>
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body, T.Json);
        return Of(method, path) with { Content = () => new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
    }

    /// <summary>A request with a body of another type.</summary>
    public static RemoteRequest Of(HttpMethod method, string path, ReadOnlyMemory<byte> body, string mediaType) =>
        Of(method, path) with { Content = () => new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } } };

    /// <summary>Reads.</summary>
    public static RemoteRequest Get(string path) => Of(HttpMethod.Get, path);

    /// <summary>The same, with a header more.</summary>
    public RemoteRequest With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    /// <summary>What is sent; a new one for each attempt.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative)) { Content = Content?.Invoke() };
        foreach ((string name, string value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Method and path, as it is told of. Bodies are never told.</summary>
    public override string ToString() => $"{Method} /{Path}";
}
