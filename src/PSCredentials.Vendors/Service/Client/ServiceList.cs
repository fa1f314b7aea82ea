using System.Runtime.CompilerServices;
using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>A list that comes in pages: each is a request of its own, tried again by itself, and no more than one is kept.</summary>
internal static class ServiceList
{
    /// <summary>How many items are asked for at once: fewer cost a round trip more often, and more hardly save one.</summary>
    private const long PageSize = 500;

    /// <summary>Streams a list to its end.</summary>
    /// <param name="connection">The service.</param>
    /// <param name="method">The method by which it is read.</param>
    /// <param name="path">Its path.</param>
    /// <param name="query">What is listed.</param>
    /// <param name="start">Where it begins, and how it goes on.</param>
    /// <param name="first">How many to return at most; null for all.</param>
    /// <param name="map">What an item is for the caller.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<TItem> ListAsync<TWire, TItem>(
        ServiceConnection connection,
        HttpMethod method,
        string path,
        ServiceQuery query,
        ListStart start,
        long? first,
        Func<RemoteAnswer, TWire, TItem> map,
        [EnumeratorCancellation] CancellationToken cancellation)
        where TWire : class, IWire<TWire>
    {
        string? from = start.From;
        bool isFirst = true;
        for (long left = first ?? long.MaxValue; left > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            ServiceQuery page = query.Copy().With("limit", Math.Min(left, PageSize)).With(start.Parameter, from).With(start.Once, isFirst ? start.Number : null);
            RemoteAnswer answer = await connection.Channel.SendAsync(RemoteRequest.Of(method, path + page) with { IsRepeatable = true }, cancellation);
            Page<TWire> items = ServiceConnection.Items<TWire>(answer);
            foreach (TWire item in items.Items)
            {
                yield return map(answer, item);
            }

            left -= items.Items.Count;
            isFirst = false;
            string? next = Next(answer, start.Parameter);
            if (next is null)
            {
                yield break;
            }

            from = next != from ? next : throw answer.NotUnderstood("a link to the page itself");
        }
    }

    /// <summary>How many a list has on all its pages.</summary>
    public static async Task<long> CountAsync<TWire>(ServiceConnection connection, string path, ServiceQuery query, CancellationToken cancellation)
        where TWire : class, IWire<TWire>
    {
        RemoteAnswer answer = await connection.Channel.SendAsync(RemoteRequest.Get(path + query.Copy().With("limit", 1).With("count", true)), cancellation);
        return ServiceConnection.Items<TWire>(answer).Total ?? throw answer.NotUnderstood("a page without the number of all");
    }

    // Of the link, the place alone counts: whoever stands in between may have given the service another address and path than it knows.
    private static string? Next(RemoteAnswer answer, string parameter)
    {
        if (!answer.Headers.TryGetValues("Link", out IEnumerable<string>? links)
            || links.SelectMany(link => link.Split(',')).FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) is not { } next)
        {
            return null;
        }

        string query = next.Split('<', '>') is [_, var target, ..] && target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? target[(mark + 1)..] : string.Empty;
        return query.Split('&').FirstOrDefault(part => part.StartsWith(parameter + "=", StringComparison.Ordinal)) is { } found
            ? Uri.UnescapeDataString(found[(parameter.Length + 1)..])
            : throw answer.NotUnderstood($"a link to the next page without '{parameter}'");
    }
}

/// <summary>Where a list begins.</summary>
/// <param name="Parameter">The parameter by which the service goes on after a place.</param>
/// <param name="From">The place to begin after; null for the beginning.</param>
/// <param name="Once">A parameter for the first page alone.</param>
/// <param name="Number">Its value; null for none.</param>
internal sealed record ListStart(string Parameter, string? From, string Once, long? Number)
{
    /// <summary>The beginning that a query asks for.</summary>
    /// <param name="after">The place to begin after.</param>
    /// <param name="skip">How many to pass over.</param>
    public static ListStart Of(ListPlace? after, long skip) => new("after", after is null ? null : ListCursor.Write(after), "skip", skip > 0 ? skip : null);
}
