namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Which part of a list a request wants, and in which form.</summary>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Limit">How many to answer at most; null for all.</param>
/// <param name="IsCounted">Whether all are counted.</param>
/// <param name="IsStream">Whether each item is a line of its own (NDJSON).</param>
internal sealed record Paging(long Skip, long? Limit, bool IsCounted, bool IsStream)
{
    /// <summary>The type of a stream.</summary>
    public const string StreamType = "application/x-ndjson";

    private const long Longest = 1000;
    private const long Usual = 100;

    /// <summary>What a request wants.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">Its query.</param>
    /// <returns>The part.</returns>
    public static Paging Of(HttpRequest request, QueryValues query)
    {
        bool isStream = request.GetTypedHeaders().Accept.Any(type => type.Quality != 0 && type.MediaType.Equals(StreamType, StringComparison.OrdinalIgnoreCase));
        return new Paging(
            query.Number(QueryParameter.Skip, 0, long.MaxValue / 2) ?? 0,
            isStream ? query.Number(QueryParameter.Limit, 1, long.MaxValue / 2) : query.Number(QueryParameter.Limit, 1, Longest) ?? Usual,
            query.Flag(QueryParameter.Count),
            isStream);
    }
}
