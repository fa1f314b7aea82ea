using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using PSCredentials.Vendors;
using PSCredentials.Vendors.Service;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Answers with a page of a list and a link to the next one, or with all of it as a stream whose length memory does not grow with.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="paging">Which part, and in which form.</param>
/// <param name="list">Lists, from how many to pass over and how many to return at most.</param>
/// <param name="next">The parameter by which the list goes on after an item, and its value: what is added or removed meanwhile moves no page.</param>
/// <param name="count">Counts all.</param>
internal sealed class PageResult<T>(
    Paging paging, Func<long, long?, IAsyncEnumerable<T>> list, Func<T, (QueryParameter Parameter, string Value)> next, Func<Task<long>>? count = null) : IResult, IEndpointMetadataProvider
    where T : IWire<T>
{
    private const int Enough = 16 * 1024;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => paging.IsStream ? StreamAsync(httpContext) : PageAsync(httpContext);

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AnswerMetadata(StatusCodes.Status200OK, Page<T>.Json));
        builder.Metadata.Add(new StreamMetadata(T.Json));
    }

    private async Task PageAsync(HttpContext context)
    {
        var items = new List<T>();
        await foreach (T item in list(paging.Skip, paging.Limit + 1).WithCancellation(context.RequestAborted))
        {
            items.Add(item);
        }

        if (items.Count > paging.Limit)
        {
            items.RemoveAt(items.Count - 1);
            context.Response.Headers.Link = $"<{Next(context.Request, next(items[^1]))}>; rel=\"next\"";
        }

        long? total = paging.IsCounted && count is not null ? await count() : null;
        await new WireResult<Page<T>>(new Page<T> { Items = items, Total = total }).ExecuteAsync(context);
    }

    private async Task StreamAsync(HttpContext context)
    {
        await using IAsyncEnumerator<T> item = list(paging.Skip, paging.Limit).GetAsyncEnumerator(context.RequestAborted);

        // What fails at the start is still answered as an error; later, the connection breaks off, so that no list looks whole that is not.
        bool isItem = await item.MoveNextAsync();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = Paging.StreamType;
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        for (; isItem; isItem = await item.MoveNextAsync())
        {
            JsonSerializer.Serialize(writer, item.Current, T.Json);
            writer.Flush();
            writer.Reset();
            context.Response.BodyWriter.Write("\n"u8);
            if (context.Response.BodyWriter.UnflushedBytes > Enough)
            {
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
    }

    private static string Next(HttpRequest request, (QueryParameter Parameter, string Value) place)
    {
        // What says where the list begins counts for its first page alone.
        IEnumerable<KeyValuePair<string, StringValues>> others =
            request.Query.Where(pair => pair.Key != QueryParameter.Skip.Name && pair.Key != QueryParameter.Newest.Name && pair.Key != place.Parameter.Name);
        return request.Path + QueryString.Create([.. others, new(place.Parameter.Name, place.Value)]).ToUriComponent();
    }
}

/// <summary>Says that an endpoint answers with a stream of items too, where the request asks for one.</summary>
/// <param name="Json">The form of an item.</param>
internal sealed record StreamMetadata(System.Text.Json.Serialization.Metadata.JsonTypeInfo Json);
