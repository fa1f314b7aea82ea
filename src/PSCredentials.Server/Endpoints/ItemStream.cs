using System.Text.Encodings.Web;
using System.Text.Json;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints;

/// <summary>Answers with a list of any length, an item at a time: memory does not grow with it.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="items">The items.</param>
/// <param name="name">The name of the list in the answer.</param>
internal sealed class ItemStream<T>(IAsyncEnumerable<T> items, string name) : IResult
    where T : IWire<T>
{
    private const int Enough = 16 * 1024;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using IAsyncEnumerator<T> item = items.GetAsyncEnumerator(httpContext.RequestAborted);

        // What fails at the start is still answered as an error; later, the connection breaks off, so that no list looks whole that is not.
        bool isItem = await item.MoveNextAsync();
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        for (; isItem; isItem = await item.MoveNextAsync())
        {
            JsonSerializer.Serialize(writer, item.Current, T.Json);
            if (writer.BytesPending > Enough)
            {
                await writer.FlushAsync(httpContext.RequestAborted);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(httpContext.RequestAborted);
    }
}
